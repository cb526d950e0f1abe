import { afterAll, expect, it } from 'vitest'
import { ouvrirScans } from '../../../test/gestes-scans.ts'
import { pdfSansFin } from '../../../test/pdf-sans-fin.ts'
import { relier } from '../../../test/scans.ts'
import { BUDGET } from './budget.ts'

const { m, feuilles, envoyer, idDe, jouer, html, lignes } = await ouvrirScans(1)
afterAll(() => m.w.close())
const PARTIELS = 'Fichiers qui ne se lisent pas jusqu’au bout'
const SUITE = 'Numérisez à nouveau, en 200 ou 300 points par pouce, les actes à revoir et ceux qui manquent ici. Déposez-les à part.'

// Seen to fail: with no limit to the pages given up, they are played one after the other until the test is stopped.
it('un PDF dont aucune page ne se termine est laissé après cinq, même lu en plusieurs fois, et les autres fichiers se lisent', async () => {
  const id = idDe(
    await envoyer([
      ['1 sans fin.pdf', pdfSansFin({ blanches: 2, sansFin: 498 })],
      ['2 acte.pdf', relier(await feuilles(0))],
    ]),
  )
  for (let blanches = 0; blanches < 2; blanches++) await jouer(id, 0)
  // a page that hangs takes 20 seconds: less here
  for (let perdues = 0; perdues < BUDGET.perdues; perdues++) await jouer(id, 0, { ...BUDGET, delaiMs: 1500 })
  expect(await html(id)).toContain('Lecture des scans')
  // enough for the other file, and for one page that hangs if it were played again
  await jouer(id, 15_000)
  expect(await lignes(id, PARTIELS)).toEqual([
    `1 sans fin.pdf La lecture s’est arrêtée après ses 7 premières pages. Plusieurs d’entre elles n’ont pas pu être lues. ${SUITE}`,
  ])
  expect(await lignes(id, 'Actes à enregistrer')).toHaveLength(1)
  expect(await html(id)).toContain('1 acte à enregistrer, 5 pages sans acte, 1 fichier à numériser à nouveau.')
}, 90_000)

// Seen to fail: with no limit to the time of a file, it is read to its end.
it('un PDF long à lire est laissé quand son temps est passé\u00a0: ce qui est lu reste, et son acte s’enregistre', async () => {
  const acte = await feuilles(0)
  const id = idDe(await envoyer([['lent.pdf', relier([...acte, ...acte, ...acte])]]))
  const lues = acte.length
  for (let i = 0; i < lues; i++) await jouer(id, 0)
  // less than these pages took already
  await jouer(id, 60_000, { ...BUDGET, fichierMs: 1, parPageMs: 0 })
  expect(await lignes(id, PARTIELS)).toEqual([
    `lent.pdf La lecture s’est arrêtée après ses ${lues} premières pages. La suite demande trop de temps. ${SUITE}`,
  ])
  expect(await lignes(id, 'Actes à enregistrer')).toHaveLength(1)
}, 60_000)
