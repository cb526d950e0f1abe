import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { LARGE, ouvrirGuichet } from '../guichet-ouvert.ts'

/** What agents print and take to a meeting: the sheet holds all that the screen shows, and nothing to press. */
const g = ouvrirGuichet({ options: LARGE, instant: '2021-10-05T09:40:00+02:00' })

/** The sheets as the browser gives them to the printer: their shape, their words, and those that do not stand whole on them. */
async function imprimer(page: Page) {
  const marge = { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' }
  const octets = await page.pdf({ preferCSSPageSize: true, format: 'A4', margin: marge })
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
const surPapier = () => {
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
    sansIcone: vus
      .filter(
        e => icone(e).maskImage !== 'none' && icone(e).content !== 'none' && icone(e).getPropertyValue('print-color-adjust') !== 'exact',
      )
      .map(nom),
  }
}
const RIEN = { boutons: [], coupes: [], sansIcone: [] }

// Seen to fail: without the styles of paper, where the last column was cut, marks were empty frames and buttons were printed.
test('j’imprime la boîte : une liste en largeur, ses marques pleines, ses colonnes entières, ni case ni bouton', async () => {
  const { page, fermer } = await g.entrer('administrateur')
  await page.goto(paths.instruction.boite)
  const titres = (await page.locator('.gt-boite-liste thead th:not(.gt-c-coche)').allInnerTexts())
    .map(t => t.split('\n')[0]!.trim())
    .filter(Boolean)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.gt-boite-liste .gt-marque').count()).toBeGreaterThan(0)
  expect(await page.evaluate(surPapier)).toEqual(RIEN)
  const feuilles = await imprimer(page)
  expect(feuilles).toMatchObject({ paysage: true, coupes: [] })
  for (const t of titres) expect(feuilles.texte).toContain(t.split(' ')[0])
  await fermer()
})

test('le suivi, le tableau de bord, un dossier, ses échanges et le comité s’impriment entiers, sans bouton', async () => {
  const { page, fermer } = await g.entrer('administrateur')
  await page.goto(paths.instruction.boite)
  const dossier = (await page.locator('.gt-boite-liste tbody a').first().getAttribute('href'))!
  for (const chemin of [paths.suivi.portefeuille, paths.instruction.bord, dossier, paths.comite.accueil, paths.appels.liste]) {
    await page.emulateMedia({ media: 'screen' })
    await page.goto(chemin)
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(surPapier), chemin).toEqual(RIEN)
    expect((await imprimer(page)).coupes, chemin).toEqual([])
  }
  await fermer()
})
