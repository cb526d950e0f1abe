import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirNavigateur } from '../chromium.ts'
import { dossierTemporaire } from '../dossiers.ts'
import { etatEcran as etat, ouvrirEcran } from '../ecrans-salle.ts'
import { lancer, type Programme } from '../programme.ts'
import { ouvrirSalle } from '../salle.ts'

/** The room by the keyboard alone: where one stands after each act, and when the room changes around. */
const s = ouvrirSalle()
const dossier = dossierTemporaire()
let programme: Programme
let navigateur: Browser
beforeAll(async () => {
  navigateur = await ouvrirNavigateur()
  programme = await lancer({
    GUICHET_MODE: 'production',
    GUICHET_ROLE: 'web',
    SECRET: 's'.repeat(40),
    GUICHET_DONNEES: join(dossier, 'donnees'),
    DATABASE_URL_APP: s.m.w.adresses.DATABASE_URL_APP,
  })
}, 180_000)
beforeEach(() => s.ouvrir(5))
afterAll(async () => {
  await navigateur?.close()
  await programme?.arreter()
  rmSync(dossier, { recursive: true, force: true })
})
const p = paths.comite

// Seen to fail: the act was lost; the list closed and had no focus.
test('au clavier seul, je monte un dossier plusieurs fois, j’en ouvre un, j’y amène la salle\u00a0; ce que d’autres changent ne me déplace pas', async () => {
  const [a, b, c, d, e] = s.dossiers as [string, string, string, string, string]
  const v = await ouvrirEcran(navigateur, programme.url, s.m.administratrice, p.salle(s.seance), [1280, 800])
  const { page } = v
  await expect.poll(() => etat(page)).toBe('En direct')
  const ici = () =>
    page.evaluate(() => {
      const x = document.activeElement!
      const { top, bottom } = x.getBoundingClientRect()
      const mots = x.textContent!.replaceAll(/\s+/g, ' ').trim()
      return `${x.id || x.localName}: ${mots}${top < 0 || bottom > innerHeight ? ', hors de l’écran' : ''}`
    })
  const ordre = async () =>
    (await s.q('select dossier_id as id from seance_dossier where seance_id = $1 order by rang', [s.seance])).rows.map(r => r.id)
  const aller = async (touche: string, ou: RegExp) => {
    for (let n = 0; n < 60 && !ou.test(await ici()); n++) await page.keyboard.press(touche)
    expect(await ici()).toMatch(ou)
  }

  // pressed again at once, it is the same dossier that goes up
  await page.locator(`#haut-${e}`).focus()
  for (const [rang, attendu] of [
    [4, [a, b, c, e, d]],
    [3, [a, b, e, c, d]],
    [2, [a, e, b, c, d]],
  ] as const) {
    await page.keyboard.press('Enter')
    await expect.poll(ici).toBe(`haut-${e}: ↑Monter le dossier ${rang}`)
    expect(await ordre()).toEqual(attendu)
  }
  // past what the page leaves between two readings of the room
  await page.waitForFunction(() => performance.now() > 3500)
  // somebody else changes the room while the act is on its way: it arrives all the same
  const admin = s.m.administratrice.cookie
  await page.route(
    `**${p.rangSalle(s.seance, e)}`,
    async r => {
      await s.m.w.post(p.rangSalle(s.seance, d), { vers: 'haut' }, admin)
      await new Promise(ok => setTimeout(ok, 1500))
      await r.continue()
    },
    { times: 1 },
  )
  await aller('Tab', /^fin-.*Reporter/)
  await page.keyboard.press('Enter')
  await expect.poll(ici).toBe(`fin-${e}: en finReporter en fin de séance le dossier 5`)
  expect(await ordre()).toEqual([a, b, d, c, e])

  // one goes to what one opens, and the act that it calls for is a few keys away
  await aller('Shift+Tab', new RegExp(`^rang-${d}`))
  await page.keyboard.press('Enter')
  await expect.poll(ici).toMatch(/^dossier: /)
  await aller('Shift+Tab', /Amener la salle au dossier 3$/)
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await page.locator('[data-salle-target=annonce]').textContent())!).toMatch(/La salle est au dossier.3,/)
  await expect.poll(ici).toMatch(/^dossier: /)

  // what was opened stays open, and one stays in it, when somebody else moves a dossier
  await aller('Tab', /^summary: Passer la présidence/)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await ici()).toMatch(/^membre: /)
  expect((await s.m.w.post(p.rangSalle(s.seance, b), { vers: 'fin' }, admin)).status).toBe(303)
  await expect.poll(() => page.locator('.gt-salle__ordre a').last().getAttribute('id')).toBe(`rang-${b}`)
  await expect.poll(ici).toMatch(/^membre: /)
  v.sansIncident()
  await v.fermer()
})

test('au clavier seul, la présidence décide de chaque dossier, se reprend, clôt la séance et arrive à son procès-verbal', async () => {
  await s.ouvrir(3)
  const [a, b, c] = s.dossiers as [string, string, string]
  const v = await ouvrirEcran(navigateur, programme.url, s.m.administratrice, p.salle(s.seance), [1280, 800])
  const { page } = v
  await expect.poll(() => etat(page)).toBe('En direct')
  const ici = () =>
    page.evaluate(() => {
      const x = document.activeElement as HTMLInputElement
      return `${x.name || x.id || x.localName}${x.type === 'radio' ? `=${x.value}` : ''}: ${x.textContent!.replaceAll(/\s+/g, ' ').trim()}`
    })
  let touches = 0
  const presser = async (touche: string) => {
    touches++
    await page.keyboard.press(touche)
  }
  const aller = async (ou: RegExp, touche = 'Tab') => {
    for (let n = 0; n < 80 && !ou.test(await ici()); n++) await presser(touche)
    expect(await ici()).toMatch(ou)
  }
  const ecrire = async (champ: string, texte: string) => {
    await aller(new RegExp(`^${champ}:`))
    await presser('ControlOrMeta+A')
    await page.keyboard.type(texte)
    touches += texte.length
  }
  const agir = async (bouton: RegExp) => {
    await aller(bouton)
    await presser('Enter')
  }
  /** From the dossier that comes, where one is put after an act, to the choice that is made. */
  const choisir = async (sens: string) => {
    await aller(/^sens=/)
    for (let n = 0; n < 8 && !new RegExp(`^sens=${sens}:`).test(await ici()); n++) await presser('ArrowDown')
    expect(await ici()).toMatch(new RegExp(`^sens=${sens}:`))
  }
  const decisions = async () =>
    (
      await s.q(
        'select d.dossier_id as id, d.sens, d.montant::int from decision d where d.dossier_id = any($1) order by d.prise_le, d.id',
        [[a, b, c]],
      )
    ).rows

  await choisir('partiel')
  await ecrire('montant', '5 760')
  await agir(/^button: Retenir en partie/)
  await expect.poll(ici).toMatch(/^dossier: /)
  await choisir('non_retenu')
  await ecrire('motif', 'Le projet n’est pas prêt.')
  await agir(/^button: Ne pas retenir/)
  await expect.poll(ici).toMatch(/^dossier: /)
  // one thinks again before the next decision
  await aller(/^button: Revenir sur cette décision/, 'Shift+Tab')
  await presser('Enter')
  await expect.poll(() => lire(page)).toContain('Dossier 2 sur 3')
  await choisir('retenu')
  await agir(/^button: .*Retenir/)
  await expect.poll(() => lire(page)).toContain('Dossier 3 sur 3')
  await choisir('ajourne')
  await ecrire('motif', 'Un devis manque.')
  await agir(/^button: Ajourner/)
  await expect.poll(ici).toBe('dossier: Tous les dossiers sont décidés')
  expect((await decisions()).map(d => [d.id, d.sens, d.montant])).toEqual([
    [a, 'partiel', 576_000],
    [b, 'non_retenu', 0],
    [b, 'retenu', 1_000_000],
    [c, 'ajourne', 0],
  ])
  // seen to fail: the room ended there, and one had to leave it to find the button
  await agir(/^button: Clore la séance/)
  await expect.poll(ici).toMatch(/^div: .*Personne ne préside la séance\.$/)
  await aller(/^preside/)
  await presser('ArrowDown')
  await agir(/^button: Enregistrer les présences/)
  await expect.poll(() => lire(page)).toContain('Les présences sont enregistrées.')
  await agir(/^button: Clore la séance/)
  await expect.poll(() => lire(page)).toContain('La séance est close')
  await aller(/^a: Procès-verbal/)
  await presser('Enter')
  await expect.poll(() => lire(page)).toContain('Le procès-verbal n’est pas encore établi.')
  await agir(/^button: Établir le procès-verbal/)
  await expect.poll(() => lire(page)).toContain('Le procès-verbal est établi')
  // three decisions, one of them taken again, with what is typed
  expect(touches).toBeLessThan(260)
  v.sansIncident()
  await v.fermer()
})
const lire = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ')
