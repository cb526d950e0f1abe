import fc from 'fast-check'
import { streamCsvRows } from 'hucre/csv'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { lireCsv } from './lire-csv.ts'
import { lireXlsx } from './lire-xlsx.ts'

const FENETRE = { lignes: 5, colonnes: 3, cellule: 6, caracteres: 60 }
const ecrire = async (rows: unknown[][]) =>
  Buffer.from(
    await writeXlsx({
      sheets: [
        { name: 'A', rows: rows as never },
        { name: 'B', rows: [['b']] },
      ],
    }),
  )

// Seen to fail: without the formats of days, without the lines that are not written.
test('d’un classeur XLSX, je retrouve la première feuille, à ses lignes\u00a0: mots, nombres, jours', async () => {
  const jour = new Date('2021-09-13T00:00:00Z')
  expect(await lireXlsx(await ecrire([['mot', 12.5, jour], [], [null, true, 'mot']]), FENETRE)).toEqual([
    ['mot', 12.5, jour],
    [],
    [null, true, 'mot'],
  ])
})

// Seen to fail: without the cut of a cell, without the count of all.
test('au-delà de ce qui est gardé, une cellule est coupée, une ligne ou une colonne ne se lit pas, et trop de textes sont refusés', async () => {
  expect(await lireXlsx(await ecrire([['abcdefgh', 1, 2, 3], ...Array(9).fill([1])]), FENETRE)).toEqual([
    ['abcdef', 1, 2],
    [1],
    [1],
    [1],
    [1],
  ])
  await expect(
    lireXlsx(await ecrire(Array.from({ length: 5 }, (_, i) => [`abcde${i}`, `fghij${i}`, `klmno${i}`])), FENETRE),
  ).rejects.toMatchObject({
    motif: 'trop_plein',
  })
})

// Seen to fail: without the doubled quote, without the end of line of old Macs.
test('un CSV se lit comme partout\u00a0: guillemets, fins de ligne, cellules vides', () => {
  const signes = fc.array(fc.constantFrom('a', '"', ';', '\n', '\r', ','), { maxLength: 14 }).map(l => l.join(''))
  fc.assert(
    fc.property(signes, t => {
      const lus = [...lireCsv(t, ';', { lignes: 5, colonnes: 60, cellule: 5000 })]
      expect(lus).toEqual([...streamCsvRows(t, { delimiter: ';', maxRows: 5 })])
    }),
    { numRuns: 3000 },
  )
})
