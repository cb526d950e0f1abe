import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { LARGE, ouvrirGuichet, SLUG } from '../guichet-ouvert.ts'
import { imprimer, RIEN, surPapier } from '../papier.ts'

/** What agents print and take to a meeting: the sheet holds all that the screen shows, and nothing to press. */
const g = ouvrirGuichet({ options: LARGE, instant: '2021-10-05T09:40:00+02:00' })

// Seen to fail: without the styles of paper, where the last column was cut, marks were empty frames and buttons were printed.
test('j’imprime la boîte : une liste en largeur, ses rangées et ses colonnes entières, ni case ni bouton', async () => {
  const { page, fermer } = await g.entrer('administrateur')
  await page.goto(paths.instruction.boite)
  const titres = (await page.locator('.gt-boite-liste thead th:not(.gt-f-coche)').allInnerTexts())
    .map(t => t.split('\n')[0]!.trim())
    .filter(Boolean)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.gt-boite-liste .gt-marque').count()).toBeGreaterThan(0)
  expect(await page.evaluate(surPapier)).toEqual(RIEN)
  const feuilles = await imprimer(page)
  expect(feuilles).toMatchObject({ paysage: true, coupes: [] })
  for (const t of titres) expect(feuilles.texte).toContain(t.split(/[ ,]/)[0])
  await fermer()
})

test('le suivi, le tableau de bord, un dossier, ses échanges et le comité s’impriment entiers, sans bouton', async () => {
  const { page, fermer } = await g.entrer('administrateur')
  await page.goto(paths.instruction.boite)
  const dossier = (await page.locator('.gt-boite-liste tbody a').first().getAttribute('href'))!
  for (const chemin of [
    paths.suivi.portefeuille,
    paths.instruction.bord,
    dossier,
    paths.comite.accueil,
    paths.appels.liste,
    paths.appels.voir(SLUG),
  ]) {
    await page.emulateMedia({ media: 'screen' })
    await page.goto(chemin)
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(surPapier), chemin).toEqual(RIEN)
    expect((await imprimer(page)).coupes, chemin).toEqual([])
  }
  await fermer()
})
