import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Where the sheets are kept to be looked at, when somebody asks for them. */
const DOSSIER = process.env.PAPIER

/** The sheets as the browser gives them to the printer: their shape, their words, and those that do not stand whole on them. */
export async function imprimer(page: Page) {
  const marge = { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' }
  const octets = await page.pdf({ preferCSSPageSize: true, format: 'A4', margin: marge })
  if (DOSSIER) garder(page.url(), octets)
  const pdf = await getDocument({ data: new Uint8Array(octets), verbosity: 0 }).promise
  const feuilles = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, i) => {
      const feuille = await pdf.getPage(i + 1)
      const [, , largeur = 0, hauteur = 0] = feuille.view
      const mots = (await feuille.getTextContent()).items.flatMap(x => ('str' in x && x.str.trim() ? [x] : []))
      const coupes = mots.filter(m => m.transform[4] + m.width > largeur || m.transform[4] < 0).map(m => m.str)
      return { paysage: largeur > hauteur, mots: mots.map(m => m.str), coupes }
    }),
  )
  return { paysage: feuilles[0]!.paysage, texte: feuilles.flatMap(f => f.mots).join(' '), coupes: feuilles.flatMap(f => f.coupes) }
}

/** On paper: what would be pressed or ticked, what stays hidden in a part that scrolls, icons that would be left out. */
export const surPapier = () => {
  const vus = [...document.querySelectorAll<HTMLElement>('body *')].filter(
    e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1 && !e.closest('.fr-sr-only'),
  )
  const nom = (e: Element) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`
  const deborde = (e: Element) =>
    /auto|scroll|hidden/.test(getComputedStyle(e).overflowX) &&
    getComputedStyle(e).display !== 'inline' &&
    e.scrollWidth > e.clientWidth + 1
  const icone = (e: Element) => getComputedStyle(e, '::before')
  return {
    boutons: vus.filter(e => e.matches('button, .fr-btn, main input[type=checkbox]')).map(nom),
    coupes: vus.filter(deborde).map(nom),
    // a figure so narrow that its letters stand one under another
    serres: vus.filter(e => e.matches('dl > div > dd') && e.getBoundingClientRect().height > 2 * e.getBoundingClientRect().width).map(nom),
    sansIcone: vus
      .filter(
        e => icone(e).maskImage !== 'none' && icone(e).content !== 'none' && icone(e).getPropertyValue('print-color-adjust') !== 'exact',
      )
      .map(nom),
  }
}
export const RIEN = { boutons: [], coupes: [], serres: [], sansIcone: [] }

/** Nothing of this page is cut or pressed on paper; what a form asks is printed, boxes to tick included. */
export async function verifierPapier(page: Page) {
  await page.emulateMedia({ media: 'print' })
  const { boutons, ...reste } = await page.evaluate(surPapier)
  const feuilles = await imprimer(page)
  await page.emulateMedia({ media: null })
  const presses = boutons.filter(b => !b.startsWith('INPUT'))
  expect({ url: page.url(), boutons: presses, ...reste, feuilles: feuilles.coupes }).toEqual({ url: page.url(), ...RIEN, feuilles: [] })
}

let rang = 0
function garder(url: string, octets: Uint8Array) {
  mkdirSync(DOSSIER!, { recursive: true })
  const nom = new URL(url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replaceAll('/', '_')
  writeFileSync(join(DOSSIER!, `${String(++rang).padStart(3, '0')}${nom}.pdf`), octets)
}
