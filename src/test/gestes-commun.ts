import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { parseEuros } from '../lib/euros.ts'
import { paths } from '../paths.ts'
import type { Visiteur } from './chromium.ts'
import { rejoindre, seConnecter } from './gestes-dossier.ts'
import { SLUG } from './guichet-ouvert.ts'

/** Helpers of the journey of a joint dossier: an EPCI and two communes, three lots, twenty-five expenses, six files. */
export const LOTS = ['Portail des familles', 'Formation des agents', 'Accueil en mairie']
const NATURES = ['prestation', 'formation', 'hebergement', 'licence_ue']

export type Depense = { lot: number; libelle: string; fournisseur: string; nature: string; ht: string; ttc: string }
export const DEPENSES: readonly Depense[] = Array.from({ length: 25 }, (_, i) => ({
  lot: (i % 3) + 1,
  libelle: `Dépense n° ${i + 1}, « été » & <suite>`,
  fournisseur: i % 4 === 0 ? '' : `Fournisseur ${i + 1}`,
  nature: NATURES[i % NATURES.length]!,
  ht: `${1000 + i},${String(10 + i)}`,
  ttc: `${1200 + i}`,
}))
export const centimes = (texte: string) => {
  const lu = parseEuros(texte)
  return lu.ok ? lu.value : Number.NaN
}
export const TOTAL = DEPENSES.reduce((t, d) => t + centimes(d.ht), 0)
export const AIDE = '15 000'
/** What is left to the EPCI, as one types it. */
export const PART = ((TOTAL - centimes(AIDE)) / 100).toFixed(2).replace('.', ',')
export const PDF = (nom: string) => ({ name: nom, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n% ${nom}\n%%EOF\n`) })
export const PIECES: readonly [code: string, nom: string][] = [
  ['deliberation', 'délibération.pdf'],
  ['budget', 'budget.pdf'],
  ...[1, 2, 3, 4].map(n => ['annexes', `annexe ${n}.pdf`] as [string, string]),
]

/** A person without a persona: by the mailed link, then as the first member of its commune. */
export async function entrerParCourriel(v: Visiteur, commune: string, javascript: boolean) {
  await v.page.goto(paths.connexion)
  await seConnecter(v, `mairie-${commune.toLowerCase()}@guichet.example`)
  await rejoindre(v, commune, javascript)
}

export async function commencer(page: Page): Promise<string> {
  await page.goto(paths.appels.voir(SLUG))
  await page.getByRole('link', { name: 'Commencer un dossier' }).first().click()
  // a structure that has begun one already is asked first
  const autre = page.getByRole('link', { name: 'En commencer un second' })
  await autre.or(page.locator('#titre')).first().waitFor()
  if (await autre.isVisible()) await autre.click()
  await page.locator('#titre').fill('Un projet')
  if (await page.locator('select[name="volet"]').count()) await page.locator('select[name="volet"]').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Créer le brouillon' }).click()
  await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}/)
  return /dossiers\/([0-9a-f-]{36})/.exec(page.url())![1]!
}

/** Ticks as the keyboard does: the design system draws its boxes beside the inputs. */
export async function cocher(page: Page, nom: string, valeur: string) {
  const case_ = page.locator(`[name="${nom}"][value="${valeur}"]`)
  // a question that does not apply yet is in the page already, hidden: nobody ticks it there
  await case_.waitFor()
  await case_.press('Space')
}

/** Another structure of the project, which may fill in these steps. */
export async function associer(page: Page, id: string, commune: string, etapes: readonly string[], javascript: boolean) {
  await page.goto(paths.dossiers.partenaires(id))
  await page.locator('#q').fill(commune)
  if (javascript)
    await page
      .getByRole('option', { name: new RegExp(`^${commune}`) })
      .first()
      .click()
  await page.locator('[name="role"]').fill('Commune pilote')
  for (const e of etapes) await cocher(page, 'etapes', e)
  await page.getByRole('button', { name: 'Associer la structure' }).click()
  if (!javascript) {
    await page.locator('main input[name="structure"]').first().press('Space')
    await page.getByRole('button', { name: 'Associer la structure' }).click()
  }
  await page.waitForURL(url => url.pathname === paths.dossiers.etape(id, 'porteur'))
}

/** Presses the button that adds a row, and gives the row's name. */
export async function ajouter(page: Page, liste: string, lot = ''): Promise<string> {
  const bouton = `button[value^="ajouter:${liste}:"]${lot ? `[value$=":${lot}"]` : ''}`
  await page.locator(bouton).first().waitFor()
  const ligne = await page.evaluate(b => {
    const premier = document.querySelector<HTMLButtonElement>(b)!
    const valeur = premier.value
    premier.click()
    return valeur.split(':')[2]!
  }, bouton)
  await page.locator(`[name^="${liste}.${ligne}."]`).first().waitFor({ state: 'attached' })
  return ligne
}

export async function taperDepense(page: Page, ligne: string, d: Depense) {
  const champ = (colonne: string) => page.locator(`[name="depenses.${ligne}.${colonne}"]`)
  await champ('libelle').fill(d.libelle)
  if (d.fournisseur) await champ('fournisseur').fill(d.fournisseur)
  await champ('nature').selectOption(d.nature)
  await champ('ht').fill(d.ht)
  await champ('ttc').fill(d.ttc)
}
export const lotsDe = (page: Page) => page.locator('[data-lot]').evaluateAll(l => l.map(e => (e as HTMLElement).dataset.lot!))

/** A chosen file leaves by itself with script, and its button goes; without, it leaves with its button. */
export async function envoyerSansScript(bloc: Locator) {
  const bouton = bloc.getByRole('button', { name: /^Envoyer/ }).first()
  if (await bouton.isVisible()) await bouton.click({ timeout: 2000 }).catch(() => {})
}

export async function joindre(page: Page, id: string) {
  await page.goto(paths.dossiers.etape(id, 'pieces'))
  for (const [code, nom] of PIECES) {
    const bloc = page.locator(`#piece-${code}`)
    await bloc.locator('input[type=file]').first().setInputFiles(PDF(nom))
    await envoyerSansScript(bloc)
    await page
      .locator(`#piece-${code}`)
      .getByRole('link', { name: new RegExp(nom) })
      .first()
      .waitFor()
  }
}

export async function valider(page: Page, id: string, moyens: string) {
  await page.goto(paths.dossiers.validation(id))
  await page.locator('[name="fonction"]').fill('Maire')
  await page.locator('[name="moyens"]').fill(moyens)
  await page.locator('[name="engagement"]').press('Space')
  await page.locator(`form[action="${paths.dossiers.validation(id)}"] button[type=submit]`).click()
  await page.getByText('a validé le projet').first().waitFor()
}

export async function deposer(page: Page, id: string) {
  await page.goto(paths.dossiers.etape(id, 'depot'))
  for (const c of await page.locator('input[type=checkbox]').all()) await c.press('Space')
  await page.getByRole('button', { name: /^Déposer/ }).click()
  await page.waitForURL(/depose=1/)
}

type Depose = {
  titre: string
  contact: Record<string, string>
  reponses: { id: string; valeur: unknown }[]
  montants: { aide: number; part: number }
  listes: { lots: Record<string, unknown>[]; depenses: Record<string, unknown>[] }
  partenaires: { nom: string; moyens: string; valide_le: string | null }[]
  pieces: { code: string; nom: string }[]
}
export const depose = async (page: Page, id: string) => (await (await page.request.get(paths.dossiers.donnees(id))).json()) as Depose

/** Everything that was typed is in what was filed, to the cent and to the letter. */
export function toutYEst(d: Depose, reponses: Readonly<Record<string, unknown>>) {
  const parLibelle = (a: { libelle?: unknown }, b: { libelle?: unknown }) => (String(a.libelle) < String(b.libelle) ? -1 : 1)
  const attendues = DEPENSES.map(({ fournisseur, ht, ttc, ...r }) => ({
    ...r,
    ...(fournisseur ? { fournisseur } : {}),
    ht: centimes(ht),
    ttc: centimes(ttc),
  }))
  expect([...d.listes.depenses].sort(parLibelle)).toEqual(attendues.sort(parLibelle))
  expect(d.listes.lots).toEqual(LOTS.map(intitule => ({ intitule, aide: ['oui'] })))
  expect(d.montants).toMatchObject({ aide: centimes(AIDE), part: centimes(PART) })
  expect(Object.fromEntries(d.reponses.map(r => [r.id, r.valeur]))).toMatchObject(reponses)
  expect(d.pieces.map(p => [p.code, p.nom]).sort()).toEqual([...PIECES].sort())
}

/** All that was typed has been acknowledged: nothing of it is kept on the device any more. */
export const toutParti = async (page: Page) => {
  await page.waitForTimeout(200)
  await expect.poll(() => page.evaluate(copiesGardees), { timeout: 40_000 }).toBe(0)
}
const copiesGardees = () =>
  new Promise<number>((oui, non) => {
    const ouverture = indexedDB.open('guichet-brouillons', 1)
    ouverture.onupgradeneeded = () => ouverture.result.createObjectStore('copies', { keyPath: 'page' })
    ouverture.onerror = () => non(ouverture.error)
    ouverture.onsuccess = () => {
      const compte = ouverture.result.transaction('copies').objectStore('copies').count()
      compte.onsuccess = () => {
        ouverture.result.close()
        oui(compte.result)
      }
    }
  })
