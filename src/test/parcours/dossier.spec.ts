import { readFileSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { ajouter, envoyerSansScript, taperDepense } from '../gestes-commun.ts'
import { REPONSES, remplirEtape, seConnecter } from '../gestes-dossier.ts'
import { ouvrirGuichet, SANS_SCRIPT, SLUG } from '../guichet-ouvert.ts'
import { lirePdf } from '../lire-pdf.ts'
import { cocher } from '../site-ouvert.ts'

/** The first whole journey: a commune finds the call, signs in, files; its receipt is checked; the référent of its département reads it. */
const g = ouvrirGuichet()

type Cas = { nom: string; structure: string; referent: string; autre: string; options: BrowserContextOptions }
const CAS: Cas[] = [
  { nom: 'avec JavaScript', structure: 'Lumio', referent: 'referent-2b', autre: 'referent-2a', options: {} },
  {
    nom: 'sans JavaScript, sur un écran de téléphone',
    structure: 'Olmeto',
    referent: 'referent-2a',
    autre: 'referent-2b',
    options: SANS_SCRIPT,
  },
]

describe.each(CAS)('une commune dépose, $nom', ({ structure, referent, autre, options }) => {
  test('de l’accueil à l’accusé vérifié, puis chez le référent', async () => {
    const v = await g.arriver(options)
    const { page, verifierAxe } = v
    for (const chemin of [paths.accueil, paths.appels.liste, paths.appels.voir(SLUG)]) {
      await page.goto(chemin)
      await verifierAxe()
    }
    await page.getByRole('link', { name: 'Commencer un dossier' }).first().click()
    await page.waitForURL(`**${paths.couloir.voir(SLUG)}`)
    await verifierAxe()
    // other ways to sign in are a link away
    await page.getByRole('link', { name: 'Se connecter autrement' }).click()
    await page.waitForURL(url => url.pathname === paths.connexion)
    await seConnecter(v, `mairie-${structure.toLowerCase()}@guichet.example`)
    await page.waitForURL(`**${paths.couloir.voir(SLUG)}`)
    await verifierAxe()
    await page.locator('#q').fill(structure)
    if (options.javaScriptEnabled !== false)
      await page
        .getByRole('option', { name: new RegExp(structure) })
        .first()
        .click()
    await page.locator('#fonction').fill('Secrétaire de mairie')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}/)
    const id = /dossiers\/([0-9a-f-]{36})/.exec(page.url())![1]!
    await ajouterDepense(v, id)
    for (const [etape, reponses] of Object.entries(REPONSES)) await remplirEtape(v, id, etape, reponses)
    await joindrePieces(v, id)
    const { numero, empreinte } = await deposer(v, id)
    await verifierAccuse(v, id, numero, empreinte)
    v.sansIncident()
    await v.fermer()

    await lireCommeReferent(id, numero, structure, referent, options)
    await neVoitRien(id, autre)
  })
})

/** The one expense of the plan, saved by the button. */
async function ajouterDepense({ page }: Visiteur, id: string) {
  await page.goto(paths.dossiers.etape(id, 'plan'))
  const depense = { lot: 0, libelle: 'Portail', fournisseur: '', nature: 'prestation', ht: '12 500,50', ttc: '' }
  await taperDepense(page, await ajouter(page, 'depenses'), depense)
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).last().click()
  await page.waitForLoadState('load')
}

async function joindrePieces({ page, verifierAxe }: Visiteur, id: string) {
  await page.goto(paths.dossiers.etape(id, 'pieces'))
  await verifierAxe()
  await page.getByRole('link', { name: 'Rédiger la délibération' }).click()
  await page.getByRole('heading', { name: 'Rédiger la délibération' }).waitFor()
  await verifierAxe()
  await page.getByRole('link', { name: 'Revenir aux pièces' }).click()
  await page.waitForURL('**/etapes/pieces')
  await envoyer(page, 'deliberation', 'délibération du 26 août.pdf')
  await page.getByRole('button', { name: /Le produire à partir de mon plan/ }).click()
  await page.locator('#piece-budget').getByRole('link', { name: /\.pdf/ }).first().waitFor()
}
/** The file is given by its bytes: its accents must not depend on the machine's locale. */
async function envoyer(page: Page, code: string, nom: string) {
  const bloc = page.locator(`#piece-${code}`)
  await bloc.locator('input[type=file]').setInputFiles({ name: nom, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') })
  await envoyerSansScript(bloc)
  await page
    .locator(`#piece-${code}`)
    .getByRole('link', { name: /délibération du 26 août\.pdf/ })
    .first()
    .waitFor()
}

async function deposer({ page, verifierAxe, lire }: Visiteur, id: string) {
  await page.goto(paths.dossiers.etape(id, 'depot'))
  await verifierAxe()
  // « Déposer » is never disabled: without the engagements it comes back with what is missing
  await page.getByRole('button', { name: /^Déposer/ }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.title()).toMatch(/^Erreur : /)
  await verifierAxe()
  for (const c of await page.locator('input[type=checkbox]').all()) await cocher(c)
  await page.getByRole('button', { name: /^Déposer/ }).click()
  await page.waitForURL(/depose=1/)
  await page
    .getByRole('link', { name: /Accusé de réception/i })
    .first()
    .waitFor()
  await verifierAxe()
  const texte = await lire()
  return { numero: /ITN7-\d{4}/.exec(texte)![0], empreinte: /Empreinte SHA-256 du contenu ?([0-9a-f]{64})/.exec(texte)![1]! }
}

async function verifierAccuse({ page, verifierAxe }: Visiteur, id: string, numero: string, empreinte: string) {
  const reponse = await page.request.get(paths.dossiers.accuse(id))
  expect(reponse.headers()['content-type']).toBe('application/pdf')
  const { texte } = await lirePdf(await reponse.body())
  expect(texte.replace(/\s/g, '')).toContain(empreinte)
  expect(texte).toContain(numero)
  await page.goto(paths.verifier)
  await verifierAxe()
  await page.locator('#fichier').setInputFiles({ name: 'accuse.pdf', mimeType: 'application/pdf', buffer: await reponse.body() })
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click()
  await page.getByText('Ce document est entier').waitFor()
  await verifierAxe()
  await page.locator('#numero').fill(numero)
  await page.locator('#empreinte').fill(empreinte)
  await page.getByRole('button', { name: 'Vérifier', exact: true }).click()
  await page.getByText(/reçu le 13\sseptembre\s2021/).waitFor()
  await verifierAxe()
  expect((await page.locator('main').textContent())!).toContain(numero)
}

async function lireCommeReferent(id: string, numero: string, structure: string, persona: string, options: BrowserContextOptions) {
  const v = await g.entrer(persona, options)
  await v.page.goto(paths.instruction.boite)
  await v.verifierAxe()
  await v.page.getByRole('link', { name: numero }).click()
  await v.page.waitForURL(`**${paths.instruction.dossier(id)}`)
  await v.verifierAxe()
  const texte = (await v.page.locator('main').textContent())!
  for (const attendu of [structure, 'délibération du 26 août.pdf', 'Coût global minimal', 'Pas encore vérifié'])
    expect(texte.toLowerCase()).toContain(attendu.toLowerCase())
  v.sansIncident()
  await v.fermer()
}

async function neVoitRien(id: string, persona: string) {
  const v = await g.entrer(persona)
  expect((await v.page.goto(paths.instruction.dossier(id)))?.status()).toBe(404)
  await v.verifierAxe()
  await v.fermer()
}

test('au clavier seul, une secrétaire dépose son brouillon', async () => {
  const v = await g.arriver()
  const { page } = v
  /** Tabs to an element as a person would, then presses a key on it. */
  const atteindre = async (selecteur: string, touche: string) => {
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(s => document.activeElement?.matches(s) ?? false, selecteur)) return page.keyboard.press(touche)
    }
    throw new Error(`the keyboard does not reach ${selecteur}`)
  }
  await page.goto(paths.demo.accueil)
  await atteindre('form:has(input[value="porteur-commune"]) button', 'Enter')
  await page.waitForURL(`**${paths.espace}`)
  await atteindre('main a[href^="/dossiers/"], main form[action^="/dossiers/"] button', 'Enter')
  await page.waitForURL(/etapes\/depot/)
  for (const code of ['au_nom_de', 'moyens', 'bilans', 'exactitude']) await atteindre(`input[type=checkbox][value="${code}"]`, 'Space')
  await atteindre('form:has(input[value="exactitude"]) button[type=submit]', 'Enter')
  await page
    .getByRole('link', { name: /Accusé de réception/i })
    .first()
    .waitFor()
  v.sansIncident()
  await v.fermer()
})

test('la première page pèse moins de 120 ko hors polices, les polices moins de 180 ko, et rien ne vient d’ailleurs', async () => {
  const v = await g.arriver()
  await v.page.goto(paths.accueil)
  await v.page.waitForTimeout(500)
  const poids = await v.page.evaluate(() => {
    const entrees = [
      ...performance.getEntriesByType('resource'),
      ...performance.getEntriesByType('navigation'),
    ] as PerformanceResourceTiming[]
    const somme = (f: (e: PerformanceResourceTiming) => boolean) => entrees.filter(f).reduce((t, e) => t + e.transferSize, 0)
    const police = (e: PerformanceResourceTiming) => e.name.endsWith('.woff2')
    return { polices: somme(police), reste: somme(e => !police(e)) }
  })
  expect(poids.reste).toBeLessThanOrEqual(120_000)
  expect(poids.polices).toBeLessThanOrEqual(180_000)
  const police = await v.page.request.get(
    await v.page.evaluate(() => performance.getEntriesByType('resource').find(e => e.name.endsWith('.woff2'))!.name),
  )
  expect(police.headers()['cache-control']).toBe('public, max-age=31536000, immutable')
  v.sansIncident()
  await v.fermer()
  expect(readFileSync('dist/public/assets.json', 'utf8')).not.toContain('http')
})
