import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { paths } from '../paths.ts'
import { REPRISES, type Visiteur } from './chromium.ts'
import { fautesDePage } from './fautes-de-texte.ts'
import { verifierFocus } from './rgaa.ts'

/** The walk from link to link: each form of page is audited once, on a wide screen, on a telephone, in the dark; each form of file is asked for once. */

const FICHIER = /\.(pdf|ics|yml|json|jsonld|geojson|atom|txt|zip|xlsx|ods|csv)$|\/pieces\/[^/]+(\/[^/]+)?$|\/textes\/[^/]+\/apercu$/
/** A page of the pieces' reader ends so: it is a page. */
const LECTURE = /\/lecture$/
/** What a mail links to is somebody else's. */
const SANS_SUITE = new RegExp(`^${paths.demo.courriel('')}`)
/** A space that a line may break at, where French typography wants none. */
const ESPACE_SECABLE = /.{0,20}(?:[\p{L}\d»)] [:;?!€%»](?=\s|$)|« ).{0,20}/gu

/** An escape that the page shows as it was written in the code. */
const ECHAPPEMENT = /.{0,20}\\u[0-9a-f]{4}.{0,20}/gi

/** What the dark can break. */
const COULEURS = ['color-contrast', 'link-in-text-block']

/** Pages alike but for an id or a filter's value are one page. */
const forme = (url: URL) => cheminDe(url) + [...url.searchParams.keys()].map(k => `?${k}`).join('')
const cheminDe = (url: URL) => url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
/** What a form shows: its path, and each of its parameters. Parameters each met already are not read again together. */
const aspects = (f: string) => {
  const [chemin, ...cles] = f.split('?')
  return cles.length === 0 ? [chemin!] : cles.map(k => `${chemin}?${k}`)
}
const estFichier = (url: URL) => (FICHIER.test(url.pathname) && !LECTURE.test(url.pathname)) || url.searchParams.has('format')

/** `bruts`: the pages show words as somebody typed them, whose typography is not ours to judge. */
type Options = { bruts?: boolean }
/** Gives the forms met. Fails at the end with every fault of the walk. */
export async function parcourir(
  v: Visiteur,
  depart: readonly string[],
  connues: ReadonlySet<string> = new Set(),
  options: Options = {},
): Promise<string[]> {
  const { page, origine } = v
  const demandees = new Set([...connues].flatMap(aspects))
  const vues = new Set<string>(connues)
  const fautes: string[] = []
  const titres = new Map<string, string>()
  const file = [...depart]
  for (let chemin = file.shift(); chemin !== undefined; chemin = file.shift()) {
    const url = new URL(chemin, origine)
    const demandee = forme(url)
    if (aspects(demandee).every(a => demandees.has(a))) continue
    for (const a of aspects(demandee)) demandees.add(a)
    const fichier = estFichier(url)
    const statut = fichier ? (await page.request.get(chemin, REPRISES)).status() : (await page.goto(chemin))?.status()
    if (statut !== 200) fautes.push(`${chemin} is linked to, and answers ${statut}`)
    const obtenue = fichier ? demandee : forme(new URL(page.url()))
    if (vues.has(obtenue)) continue
    vues.add(obtenue)
    if (fichier) continue
    if (!SANS_SUITE.test(chemin)) file.push(...(await liens(page, origine)))
    const ici = cheminDe(new URL(page.url()))
    const titre = await page.title()
    if ((titres.get(titre) ?? ici) !== ici) fautes.push(`8.6 ${ici} has the title of ${titres.get(titre)}: ${titre}`)
    titres.set(titre, ici)
    await auditer(v, options).catch((e: Error) => fautes.push(e.message))
  }
  expect(fautes).toEqual([])
  return [...vues]
}

const liens = async (page: Page, origine: string) =>
  (await page.evaluate(() => [...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href')!, location.href).href)))
    .map(href => new URL(href))
    .filter(u => u.origin === origine)
    .map(u => u.pathname + u.search)

export async function auditer({ page, auditer }: Visiteur, { bruts = false }: Options = {}) {
  const ou = page.url()
  await page.setViewportSize({ width: 1280, height: 900 })
  expect(await page.locator('h1').count(), `${ou} has one h1`).toBe(1)
  expect(await page.title(), `${ou} has a title`).toMatch(/\S – Guichet territorial$/)
  if (!bruts) await verifierTexte(page)
  await auditer()
  await verifierFocus(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await auditer(COULEURS)
    .then(() => verifierFocus(page))
    .finally(() => page.emulateMedia({ colorScheme: 'light' }))
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${ou} holds in ${width} pixels`).toBeLessThanOrEqual(width)
  }
  await auditer()
}

async function verifierTexte(page: Page) {
  const ou = page.url()
  // biome-ignore lint/performance/useDomNodeTextContent: what counts is the text as rendered, block by block
  const texte = await page.locator('body').innerText()
  const secables = texte.match(ESPACE_SECABLE) ?? []
  expect(secables, `${ou} breaks no line before its signs: ${secables.join(' / ')}`).toEqual([])
  expect(texte.match(ECHAPPEMENT) ?? [], `${ou} shows no escape`).toEqual([])
  const malDites = fautesDePage(texte)
  expect(malDites, `${ou} reads well: ${malDites.join(' / ')}`).toEqual([])
}
