import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirNavigateur, type Visiteur, visiter } from '../chromium.ts'
import { dossierTemporaire, lancer, type Programme } from '../programme.ts'

/** Every page that links lead to, as each kind of person sees it: on a wide screen, on a telephone, in the dark. */
let programme: Programme
let navigateur: Browser
const donnees = dossierTemporaire()

beforeAll(async () => {
  programme = await lancer({ GUICHET_DONNEES: join(donnees, 'donnees') })
  navigateur = await ouvrirNavigateur()
})
afterAll(async () => {
  await navigateur?.close()
  await programme?.arreter()
  rmSync(donnees, { recursive: true, force: true })
})

/** Pages that no link leads to. */
const SANS_LIEN = [paths.accueil, paths.structures.recherche, paths.dev.composants]
/** Files, and mails: what a mail links to is somebody else's. */
const FICHIER = /\.(pdf|ics|yml|json|txt|zip|xlsx|ods|csv)$|\/pieces\/./
const SANS_SUITE = new RegExp(`^${paths.demo.courriel('')}`)
/** A space that a line may break at, where French typography wants none. */
const ESPACE_SECABLE = /.{0,20}(?:[\p{L}\d»)] [:;?!€%»](?=\s|$)|« ).{0,20}/gu

/** What the dark can break. */
const COULEURS = ['color-contrast', 'link-in-text-block']

/** Pages alike but for an id or a filter's value are one page. */
const forme = (url: URL) =>
  url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id') + [...url.searchParams.keys()].map(k => `?${k}`).join('')

/** Walks from link to link and audits each new form of page once. Gives the forms met. */
async function parcourir(v: Visiteur, depart: readonly string[], connues: ReadonlySet<string>): Promise<string[]> {
  const { page } = v
  const demandees = new Set<string>()
  const vues = new Set<string>(connues)
  const file = [...depart]
  for (let chemin = file.shift(); chemin !== undefined; chemin = file.shift()) {
    const demandee = forme(new URL(chemin, programme.url))
    if (demandees.has(demandee) || connues.has(demandee)) continue
    demandees.add(demandee)
    expect((await page.goto(chemin))?.status(), `${chemin} is linked to`).toBe(200)
    const obtenue = forme(new URL(page.url()))
    if (vues.has(obtenue)) continue
    vues.add(obtenue)
    if (!SANS_SUITE.test(chemin)) file.push(...(await liens(page)))
    await auditer(v)
  }
  return [...vues]
}

const liens = async (page: Page) =>
  (await page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].map(a => a.href)))
    .map(href => new URL(href))
    .filter(u => u.origin === programme.url && !FICHIER.test(u.pathname))
    .map(u => u.pathname + u.search)

async function auditer({ page, verifierAxe }: Visiteur) {
  const ou = page.url()
  expect(await page.locator('h1').count(), `${ou} has one h1`).toBe(1)
  expect(await page.title(), `${ou} has a title`).toMatch(/\S – Guichet territorial$/)
  // biome-ignore lint/performance/useDomNodeTextContent: what counts is the text as rendered, block by block
  expect((await page.locator('body').innerText()).match(ESPACE_SECABLE) ?? [], `${ou} breaks no line before its signs`).toEqual([])
  await verifierAxe()
  await page.emulateMedia({ colorScheme: 'dark' })
  await verifierAxe(COULEURS)
  await page.emulateMedia({ colorScheme: 'light' })
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${ou} holds in ${width} pixels`).toBeLessThanOrEqual(width)
  }
  await verifierAxe()
  await page.setViewportSize({ width: 1280, height: 900 })
}

const arriver = async (persona?: string) => {
  const v = await visiter(navigateur, programme.url, { viewport: { width: 1280, height: 900 } })
  if (persona) await v.page.request.post(paths.demo.session, { form: { persona }, headers: { origin: programme.url }, maxRedirects: 0 })
  return v
}

/** Forms of pages audited so far: a page alike for everybody is audited once. */
const auditees = new Set<string>()

test('un visiteur lit toutes les pages publiques, sur grand écran, sur téléphone et en sombre', async () => {
  const v = await arriver()
  for (const f of await parcourir(v, SANS_LIEN, auditees)) auditees.add(f)
  expect(auditees.size).toBeGreaterThan(15)
  v.sansIncident()
  await v.fermer()
})

/** Where each person starts, a page that they must reach, and the pages that are not for them what they were for the one before. */
const etape = (code: string) => paths.dossiers.etape(':id', code)
const PERSONAS = [
  { persona: 'porteur-commune', depart: paths.espace, atteint: etape('depot') },
  { persona: 'porteur-epci', depart: paths.espace, atteint: etape('plan'), encore: ['methode', 'plan', 'pieces', 'depot'].map(etape) },
  { persona: 'referent-2a', depart: paths.instruction.boite, atteint: paths.instruction.dossier(':id') },
  { persona: 'administrateur', depart: paths.administration.appels, atteint: paths.administration.apercu('itn7-axe3-corse-2021', 1) },
  { persona: 'lecteur', depart: paths.compte.voir, atteint: paths.compte.voir },
]
test.each(PERSONAS)('$persona lit toutes les pages de son espace, de même', async ({ persona, depart, atteint, encore = [] }) => {
  const v = await arriver(persona)
  const connues = [...auditees].filter(f => f !== depart && !encore.includes(f))
  const vues = await parcourir(v, [depart], new Set(connues))
  expect(vues.filter(f => !connues.includes(f))).toContain(atteint)
  for (const f of vues) auditees.add(f)
  v.sansIncident()
  await v.fermer()
})

test('une page qui n’existe pas le dit, sur téléphone aussi', async () => {
  const v = await arriver()
  expect((await v.page.goto('/cette-page-n-existe-pas'))?.status()).toBe(404)
  await auditer(v)
  v.sansIncident()
  await v.fermer()
})
