import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirInstruction } from '../instruits.ts'
import { cocher, ouvrirSite } from '../site-ouvert.ts'

/** The queue of an instructeur: by keyboard alone, on the first screen of a desk, in cards on a telephone, its views kept and shared. */
const N = 14
const i = paths.instruction
const s = ouvrirSite(async () => {
  const m = await ouvrirInstruction()
  for (let n = 0; n < N; n++) await m.dossier()
  await m.w.owner.query(
    `update instruction u set assigne_a = $1, assigne_le = now(), echeance = timestamptz '2021-09-20 18:00+02' + x.rang * interval '2 days', echeance_motif = 'recevabilite'
     from (select dossier_id, row_number() over (order by numero) as rang from instruction) x where x.dossier_id = u.dossier_id`,
    [m.referent.id],
  )
  return m
})
const DESK = { viewport: { width: 1280, height: 800 } }

describe('la file de l’instructeur', () => {
  test('au bureau, douze rangées entières sur le premier écran, d’une seule hauteur, et rien ne bouge quand on coche', async () => {
    const v = await s.entrer(s.m.referent, true, 1280, DESK)
    const { page } = v
    await v.aller(i.journee)
    await v.suivre('Dossiers')
    await page.waitForURL(/affecte=moi&tri=echeance$/)
    await v.titre('Dossiers à traiter')
    await v.lu('À traiter, moi', `${N} dossiers`)
    const rangees = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('.gt-file tbody tr')].map(r => r.getBoundingClientRect()).map(r => [r.top, r.bottom]),
      )
    // two lines a row, and each link is as high as a finger asks. Seen to fail: the number of the first row
    await v.auditer(['target-size'])
    const lues = await rangees()
    expect(lues[0]![0]).toBeLessThanOrEqual(320)
    expect(lues.filter(([, bas]) => bas! <= 800).length).toBeGreaterThanOrEqual(12)
    expect([...new Set(lues.map(([haut, bas]) => Math.round(bas! - haut!)))]).toEqual([39])
    await cocher(page.locator('tbody input').first())
    await page.getByRole('group', { name: 'Actes sur les dossiers cochés' }).waitFor()
    expect(await rangees()).toEqual(lues)
    await v.controler()
    v.sansIncident()
    await v.fermer()
  })

  test('au clavier seul\u00a0: J, X, Maj X, S, /, ?, et les touches se coupent', async () => {
    const v = await s.entrer(s.m.referent, true, 1280, DESK)
    const { page } = v
    await v.aller(i.file)
    await page.locator('.gt-file tbody').waitFor()
    const numeros = await page.locator('.gt-file tbody th a:first-child').allInnerTexts()
    const tape = (t: string) => page.keyboard.press(t)
    // the letters come with the script of this page
    const premiere = async () => {
      await tape('j')
      return page.locator('.gt-f-ici').count()
    }
    await expect.poll(premiere).toBe(1)
    await tape('k')
    await tape('k')
    expect(await page.evaluate(() => document.activeElement!.textContent)).toBe(numeros[0])
    await tape('x')
    await tape('j')
    await tape('j')
    await tape('Shift+X')
    expect(await page.locator('tbody input:checked').count()).toBe(3)
    await v.lu('3 dossiers cochés', /\(3\)…/)
    await tape('a')
    expect(await page.evaluate(() => document.activeElement!.getAttribute('name'))).toBe('acte')
    await tape('/')
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('q')
    // a letter is a letter where one writes
    await tape('j')
    expect(await page.locator('#q').inputValue()).toBe('j')
    await page.locator('#q').fill('')
    await page.locator('.gt-file').focus()
    await tape('?')
    await v.lu('Travailler au clavier', 'ligne suivante')
    await v.controler()
    await tape('Escape')
    await tape('s')
    await page.waitForURL(/\/instruction\/dossiers\/[0-9a-f-]{36}/)
    expect(new URL(page.url()).searchParams.get('liste')).toContain('affecte=moi')
    // back to the same list, on the same row
    await page.getByRole('link', { name: /^Retour à la liste/ }).click()
    await page.waitForURL(/affecte=moi.*#d-[0-9a-f-]{36}$/)
    await page.locator('.gt-f-ici').waitFor()

    await page.keyboard.press('?')
    await v.presser('Couper ces touches')
    await page.locator('[data-file-actives-value=false]').waitFor()
    await page.waitForTimeout(300)
    await tape('j')
    await tape('/')
    expect(await page.locator('.gt-f-ici').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement!.id)).not.toBe('q')
    await s.w.post(i.touches, { actives: 'oui', retour: '' }, s.m.referent.cookie)
    v.sansIncident()
    await v.fermer()
  })

  test('au téléphone, sans script, une carte par dossier, sa suite en bouton de 44 pixels, rien à cocher', async () => {
    const v = await s.entrer(s.m.referent, false, 360)
    const { page } = v
    await v.aller(i.file)
    await v.titre('Dossiers à traiter')
    await v.controler()
    expect(await page.locator('tbody input').first().isVisible()).toBe(false)
    const suite = (await page.locator('.gt-f-acte').first().boundingBox())!
    const dossier = (await page.locator('tbody .gt-f-num a').first().boundingBox())!
    expect([suite.height >= 44, dossier.height >= 44]).toEqual([true, true])
    await page.locator('.gt-f-acte').first().click()
    await page.waitForURL(/\/instruction\/dossiers\/.*liste=/)
    v.sansIncident()
    await v.fermer()
  })

  test('je garde une vue pour le service\u00a0: ma collègue la lit dans ses dossiers', async () => {
    const v = await s.entrer(s.m.referent, true, 1280, DESK)
    const { page } = v
    await v.aller(`${i.boite}?volet=volet_3&affecte=moi&tri=echeance`)
    await v.suivre('Garder cette vue')
    await page.getByRole('heading', { name: 'Garder cette vue' }).waitFor()
    await v.taper('nom', 'Volet 3, les miens')
    await cocher(page.locator('input[name=qui][value=service]'))
    await cocher(page.locator('input[name=ouverture]'))
    await v.controler()
    await v.presser('Garder la vue')
    await page.waitForURL(/volet=volet_3/)
    await v.lu('Vue du service : Volet 3, les miens')
    await v.controler()
    await v.aller(i.file)
    expect(page.url()).toContain('volet=volet_3')
    v.sansIncident()
    await v.fermer()

    const c = await s.entrer(s.m.collegue, false, 1280)
    await c.aller(i.boite)
    await c.page.getByRole('link', { name: 'Vue du service : Volet 3, les miens' }).click()
    await c.page.waitForURL(/volet=volet_3/)
    // « moi » is whoever reads
    await c.lu('0 dossier', 'Aucun dossier ne répond à ce filtre.')
    await c.controler()
    await c.aller(i.vues)
    await c.lu('Partagée par')
    await c.presser(/^Ouvrir mes dossiers sur cette vue/)
    await c.lu('Vos dossiers s’ouvrent sur cette vue.')
    await c.controler()
    await c.aller(i.file)
    expect(c.page.url()).toContain('volet=volet_3')
    c.sansIncident()
    await c.fermer()
  })
})
