import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tenirSuivi } from '../../features/suivi/index.ts'
import { paths } from '../../paths.ts'
import { ouvrirNavigateur, visiter } from '../chromium.ts'
import { verifierContrastesSombres } from '../rgaa.ts'
import { servir } from '../serveur.ts'
import { type MondeSuivis, ouvrirSuivis } from '../suivi.ts'

/** A lauréat on a telephone, who has never seen the page: three orders, a milestone, an indicator, and the bilan is filed. */
let m: MondeSuivis
let navigateur: Browser
let site: Awaited<ReturnType<typeof servir>>
let dossier: string
beforeAll(async () => {
  ;[m, navigateur] = await Promise.all([ouvrirSuivis(), ouvrirNavigateur()])
  ;[dossier] = (await m.laureats(1)) as [string]
  m.w.regler('2022-01-04T10:12:00')
  await tenirSuivi(m.w.deps, m.w.horloge.instant)
  site = await servir(m.w)
})
afterAll(async () => {
  await navigateur?.close()
  await site?.fermer()
  await m?.w.close()
})

const entrer = async (options: Parameters<typeof visiter>[2]) => {
  const v = await visiter(navigateur, site.url, { viewport: { width: 360, height: 740 }, ...options })
  const [name, ...valeur] = m.vico.cookie.split('=')
  await v.page.context().addCookies([{ name: name!, value: valeur.join('='), url: site.url }])
  return v
}
const tient = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

/** What a person does on the page, in the seconds that the keystroke-level model gives: each press, each key, and a thought before each field. */
function main(page: Page) {
  let secondes = 0
  return {
    secondes: () => secondes,
    taper: async (nom: string, texte: string) => {
      secondes += 1.35 + 1.1 + texte.length * 0.28
      await page.locator(`[name="${nom}"]`).fill(texte)
    },
    choisir: async (nom: string, valeur: string) => {
      secondes += 1.35 + 3
      await page.locator(`select[name="${nom}"]`).selectOption(valeur)
    },
    presser: async (nom: string | RegExp, role: 'button' | 'link' = 'button') => {
      secondes += 1.35 + 1.1
      await page
        .getByRole(role, { name: nom, exact: typeof nom === 'string' })
        .first()
        .click()
    },
    cocher: async (nom: string, valeur: string) => {
      secondes += 1.35 + 1.1
      await page.locator(`label[for="${await page.locator(`[name="${nom}"][value="${valeur}"]`).getAttribute('id')}"]`).click()
    },
  }
}

const COMMANDES = [
  ['000 123 075 00012', 'Isula Logiciels', '2B', '9800', '11760', '12/12/2021'],
  ['000 123 075 00012', 'Isula Logiciels', '2B', '1200', '1440', '20/12/2021'],
  ['356 000 000 00048', 'La Poste', '2A', '310,50', '372,60', '28/12/2021'],
] as const

test('sur un téléphone, un bilan avec trois commandes se dépose en moins de trois minutes', async () => {
  const v = await entrer({})
  const { page } = v
  const [j1] = (await m.w.owner.query('select id from jalon where dossier_id = $1 order by rang', [dossier])).rows
  const [i1] = (await m.w.owner.query('select id from indicateur where dossier_id = $1 order by rang', [dossier])).rows
  await page.goto(paths.espace)
  const moi = main(page)
  await page.getByRole('button', { name: 'Menu' }).click()
  await moi.presser('Mes bilans', 'link')
  await page.getByRole('heading', { level: 1, name: 'Mes bilans' }).waitFor()
  await v.verifierAxe()
  await moi.presser(/trimestre 2021/, 'link')
  await page.getByRole('heading', { level: 1, name: /Bilan, 4/ }).waitFor()
  await v.verifierAxe()
  await verifierContrastesSombres(v.page)
  expect(await tient(page)).toBe(true)
  await moi.cocher(`j.${j1.id}.etat`, 'fait')
  await moi.taper(`j.${j1.id}.fait`, '03/01/2022')
  await moi.taper(`i.${i1.id}`, '9')
  for (const [n, [siret, nom, departement, ht, ttc, date]] of COMMANDES.entries()) {
    await moi.taper('c.siret', siret)
    await moi.taper('c.entreprise', nom)
    await moi.choisir('c.departement', departement)
    await moi.taper('c.ht', ht)
    await moi.taper('c.ttc', ttc)
    await moi.taper('c.date', date)
    if (n === 0) await page.getByText('SIRET juste.').waitFor()
    await moi.presser('Ajouter cette commande')
    await page.locator('.gt-commande--faite').nth(n).waitFor()
  }
  await page.getByText('Un jalon atteint').waitFor()
  expect((await page.locator('main').textContent())!.replace(/[\u00a0\u202f]/g, ' ')).toContain('3 commandes, 11 310,50 € HT')
  await v.verifierAxe()
  expect(await tient(page)).toBe(true)
  await moi.presser('Déposer le bilan')
  await page.getByRole('heading', { name: 'Bilan déposé' }).waitFor()
  await v.verifierAxe()
  expect(await tient(page)).toBe(true)
  expect(moi.secondes()).toBeLessThan(180)
  const { rows } = await m.w.owner.query('select jsonb_array_length(contenu -> $1) as n from bilan_depot', ['commandes'])
  expect(rows).toEqual([{ n: 3 }])
  v.sansIncident()
  await v.fermer()
})

test('ce qui est tapé est enregistré sans bouton\u00a0; sans scripts, un bouton enregistre et rien n’est perdu', async () => {
  m.w.regler('2022-04-04T10:12:00')
  await tenirSuivi(m.w.deps, m.w.horloge.instant)
  const adresse = paths.bilans.voir(dossier, (await m.bilans(dossier))[1]!.id)
  const v = await entrer({})
  await v.page.goto(adresse)
  await v.page.locator('[name=difficultes]').fill('Le recrutement tarde.')
  await v.page.locator('[name=fin]').fill('31/10/2022')
  await v.page.getByText('Enregistré à 10 h 12').first().waitFor()
  await v.page.getByText('Était le 30 septembre').waitFor()
  expect(await v.page.getByText('Rien de nouveau depuis').count()).toBe(0)
  v.sansIncident()
  await v.fermer()
  const sans = await entrer({ javaScriptEnabled: false })
  await sans.page.goto(adresse)
  expect(await sans.page.locator('[name=difficultes]').inputValue()).toBe('Le recrutement tarde.')
  await sans.page.locator('[name=fin]').fill('15/11/2022')
  await sans.page.locator('[name="c.entreprise"]').fill('À finir')
  await sans.page.getByRole('button', { name: 'Enregistrer', exact: true }).last().click()
  await sans.page.getByText('Le bilan est enregistré.').waitFor()
  expect(await sans.page.locator('[name=fin]').inputValue()).toBe('15/11/2022')
  expect(await sans.page.locator('[name="c.entreprise"]').inputValue()).toBe('À finir')
  await sans.verifierAxe()
  expect(await tient(sans.page)).toBe(true)
  await sans.fermer()
})
