import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { LARGE, ouvrirGuichet, SANS_SCRIPT } from '../guichet-ouvert.ts'
import { imprimer } from '../papier.ts'
import { cocher } from '../site-ouvert.ts'

/** The plan de financement: three lots and 25 lines pasted from a spreadsheet, mistakes shown line by line, figures live and then the server's. */
const g = ouvrirGuichet()

const LOTS = ['Portail', 'Formation', 'Pilotage']
const NATURES = ['Prestation', 'Formation et accompagnement', 'Personnel']
const TITRES = 'Lot\tDésignation\tNature\tMontant HT\tMontant TTC'
const ligne = (i: number) => `${LOTS[i % 3]}\tDépense ${i + 1}\t${NATURES[i % 3]}\t${1000 + i},5${i % 10}\t${1200 + i},00\u00a0€`
const LIGNES = Array.from({ length: 25 }, (_, i) => ligne(i))
/** Three mistakes among 25 lines: an amount, a nature, a name. */
const FAUTES = LIGNES.map((l, i) =>
  i === 3 ? l.replace(/1003,53/, '3600 / an') : i === 10 ? l.replace(NATURES[1]!, 'Voirie') : i === 20 ? l.replace('Dépense 21', '') : l,
)

/** A persona of the demonstration, on the plan of its first draft, emptied of its expenses. */
async function ouvrirPlan({ page }: Visiteur, persona: RegExp): Promise<string> {
  await page.goto(paths.demo.accueil)
  await page.getByRole('button', { name: persona }).click()
  await page.waitForURL(url => !url.pathname.startsWith(paths.demo.accueil))
  await page.goto(paths.espace)
  const href = await page.locator('a[href^="/dossiers/"]').first().getAttribute('href')
  return /[0-9a-f-]{36}/.exec(href ?? '')![0]
}

/** Every figure that the page shows, by its place. */
const chiffres = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-chiffre]')].map(e => [
        e.dataset.chiffre!,
        (e.textContent ?? '').replace(/\s+/g, ' ').trim(),
      ]),
    ),
  )

async function coller({ page }: Visiteur, id: string, lignes: readonly string[]) {
  await page.goto(paths.dossiers.importPlan(id))
  await page.locator('#texte').fill([TITRES, ...lignes].join('\n'))
  await page.getByRole('button', { name: 'Lire ce tableau' }).click()
}

/** The same table, as a file that the spreadsheet saved. */
async function choisir({ page }: Visiteur, id: string, lignes: readonly string[]) {
  await page.goto(paths.dossiers.importPlan(id))
  const csv = [TITRES, ...lignes].join('\n').replaceAll('\t', ';')
  await page.locator('#fichier').setInputFiles({ name: 'depenses.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: 'Lire ce tableau' }).click()
}

type Cas = { nom: string; persona: RegExp; options: BrowserContextOptions }
const CAS: Cas[] = [
  { nom: 'avec JavaScript', persona: /Castellu/, options: LARGE },
  {
    nom: 'sans JavaScript, sur un écran de téléphone',
    persona: /Vico/,
    options: SANS_SCRIPT,
  },
]

describe.each(CAS)('le plan de financement, $nom', ({ persona, options }) => {
  test('un tableau de 25 lignes collé, corrigé, choisi en fichier, importé\u00a0; des chiffres vivants\u00a0; une ligne retirée puis rétablie', async () => {
    const javascript = options.javaScriptEnabled !== false
    const v = await g.arriver(options)
    const { page, verifierAxe } = v
    const id = await ouvrirPlan(v, persona)
    await page.goto(paths.dossiers.importPlan(id))
    await verifierAxe()

    await coller(v, id, FAUTES)
    await page.getByText('22 lignes prêtes, 3 à corriger').waitFor()
    expect(await page.title()).toMatch(/^Erreur/)
    const fautes = await page.locator('.fr-alert table tbody tr').allInnerTexts()
    expect(fautes.map(f => f.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/5 .*3600 \/ an/),
      expect.stringMatching(/12 .*Voirie/),
      expect.stringMatching(/22 .*vide/),
    ])
    await verifierAxe()

    await choisir(v, id, LIGNES)
    await page.getByText('25 lignes prêtes').first().waitFor()
    await verifierAxe()
    await cocher(page.locator('input[name=mode][value=remplacer]'))
    await page.getByRole('button', { name: 'Importer les 25 lignes' }).click()
    await page.waitForURL(`**${paths.dossiers.etape(id, 'plan')}**`)
    expect(await page.locator('tr[data-depense]').count()).toBe(25)
    expect(await page.locator('tr[data-lot]').count()).toBe(3)
    const debordement = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(debordement).toBeLessThanOrEqual(0)
    await verifierAxe()

    await changer(v, id, javascript)
    await retirerPuisRetablir(page, id)
    v.sansIncident()
    await v.fermer()
  })
})

// Seen to fail: the field cut its end, on the sheet as on the screen.
test('j’imprime mon plan sans l’avoir enregistré\u00a0: un long libellé s’y lit jusqu’au bout', async () => {
  const v = await g.arriver(LARGE)
  const id = await ouvrirPlan(v, /Castellu/)
  await v.page.goto(paths.dossiers.etape(id, 'plan'))
  await v.page
    .locator('tr[data-depense] input[name$=".libelle"]')
    .first()
    .fill('Local du guichet, mobilier d’accueil, signalétique, connexion, et les travaux de mise en accessibilité')
  expect((await imprimer(v.page)).texte).toMatch(/mise en\s+accessibilité/)
  await v.fermer()
})

/** Amounts, the aid of a lot, an amount that cannot be read: what the page shows at once is what the server shows after. */
async function changer({ page, verifierAxe }: Visiteur, id: string, javascript: boolean) {
  const ht = page.locator('input[name$=".ht"]')
  await page.locator('#aide').fill('12 345,67')
  await page.locator('#part').fill('5 000')
  await ht.nth(0).fill('2 000,10')
  await cocher(page.locator('tr[data-lot] input[type=checkbox]').nth(2), false)
  await page.locator('select[name$=".nature"]').nth(1).selectOption({ index: 5 })
  const vivants = await chiffres(page)
  await enregistrer(page, id)
  if (javascript) expect(await chiffres(page)).toEqual(vivants)
  expect((await chiffres(page)).ht).toMatch(/^\d/)

  await page.locator('input[name$=".ht"]').nth(1).fill('3600 / an')
  const illisible = await chiffres(page)
  await presser(page)
  await page.getByRole('alert').filter({ hasText: '3600 / an' }).waitFor()
  const servis = await chiffres(page)
  if (javascript) expect(servis).toEqual(illisible)
  expect(servis).toMatchObject({ 'ht.sans': 'sans la ligne 2', 'ecart.titre': 'À calculer' })
  await verifierAxe()
  await page.locator('input[name$=".ht"]').nth(1).fill('1 003,53')
  await enregistrer(page, id)
}

/** The button that one sees: the first of the form is there for the Enter key. */
const presser = (page: Page) =>
  Promise.all([
    page.waitForResponse(r => r.request().method() === 'POST'),
    page.locator('button.fr-btn[name=_suite][value=rester]').click(),
  ])

async function enregistrer(page: Page, id: string) {
  await presser(page)
  await page.goto(paths.dossiers.etape(id, 'plan'))
}

async function retirerPuisRetablir(page: Page, id: string) {
  const avant = await chiffres(page)
  await page.getByRole('button', { name: 'Retirer la ligne 4', exact: true }).click()
  await page.locator('tr[data-depense]').nth(24).waitFor({ state: 'detached' })
  await page.goto(paths.dossiers.etape(id, 'plan'))
  expect(await page.locator('tr[data-depense]').count()).toBe(24)
  await page
    .getByRole('button', { name: /^Rétablir/ })
    .first()
    .click()
  await page.locator('tr[data-depense]').nth(24).waitFor()
  await page.goto(paths.dossiers.etape(id, 'plan'))
  expect(await chiffres(page)).toEqual(avant)
}
