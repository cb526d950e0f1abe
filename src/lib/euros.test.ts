import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatEuros, formatEurosCourt, formatNombre, formatTaux, MONTANT_MAX, messageMontant, parseEuros, saisieEuros } from './euros.ts'

test.each([
  ['12 500,50', 1_250_050],
  ['12\u202f500,50\u00a0€', 1_250_050],
  ['12500.5', 1_250_050],
  ['0', 0],
  ['5000 euros', 500_000],
  ['0,07', 7],
])('« %s » se lit au centime', (saisie, centimes) => {
  expect(parseEuros(saisie)).toEqual({ ok: true, value: centimes })
})

test.each([
  ['', 'vide'],
  ['   ', 'vide'],
  ['1e9', 'illisible'],
  ['-3', 'negatif'],
  ['\u22123', 'negatif'],
  ['12,345', 'illisible'],
  ['1.234.567', 'illisible'],
  ['douze', 'illisible'],
  ['0x10', 'illisible'],
  ['Infinity', 'illisible'],
  ['99999999999999999999', 'trop_grand'],
  ['10 000 000 001', 'trop_grand'],
] as const)('« %s » est refusé, et la phrase dit pourquoi', (saisie, raison) => {
  const lu = parseEuros(saisie)
  expect(lu).toEqual({ ok: false, error: raison })
  expect(messageMontant(raison, saisie)).toMatch(/montant|nombre de zéros/)
})

test('ce que le champ remontre se relit pareil, pour tout montant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MONTANT_MAX }), c => {
      expect(parseEuros(saisieEuros(c))).toEqual({ ok: true, value: c })
      expect(parseEuros(formatEuros(c, { centimes: true }))).toEqual({ ok: true, value: c })
    }),
  )
})

// Seen to fail: with « ,00 » after a whole amount; with the cents dropped.
test.each([
  [2_840_000, '28\u00a0400'],
  [100_050, '1\u00a0000,50'],
  [100_005, '1\u00a0000,05'],
  [0, '0'],
])('un champ ne montre des centimes que s’il y en a : %i centimes', (centimes, montre) => {
  expect(saisieEuros(centimes)).toBe(montre)
})

test('aucune saisie, si étrange soit-elle, ne donne autre chose qu’un entier de centimes ou un refus', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), s => {
      const lu = parseEuros(s)
      if (lu.ok) expect(Number.isSafeInteger(lu.value) && lu.value >= 0).toBe(true)
    }),
  )
})

test('les montants s’écrivent avec des espaces insécables', () => {
  expect(formatEuros(79_400_000)).toBe('794\u00a0000\u00a0€')
  expect(formatEuros(1_250_050)).toBe('12\u00a0500,50\u00a0€')
  expect(formatEuros(-80_000)).toBe('\u2212800\u00a0€')
  expect(formatNombre(10_982)).toBe('10\u00a0982')
  expect(formatTaux(0.1264)).toBe('12,6\u00a0%')
  // seen to fail: « 14829,0 % »
  expect(formatTaux(148.29, 0)).toBe('14\u00a0829\u00a0%')
  expect([formatTaux(-0.125), formatTaux(0), formatTaux(-0.00001)]).toEqual(['\u221212,5\u00a0%', '0,0\u00a0%', '0,0\u00a0%'])
})

test('une figure dit un montant en trois chiffres', () => {
  expect(
    [1_250_00, 980_000, 1_000_000, 47_012_300, 99_949_900, 99_950_000, 120_000_000, 1_234_500_000, 79_400_000_000, -3_000_000].map(
      formatEurosCourt,
    ),
  ).toEqual(
    ['1 250 €', '9 800 €', '10 k€', '470 k€', '999 k€', '1,00 M€', '1,20 M€', '12,3 M€', '794 M€', '−30 k€'].map(s =>
      s.replaceAll(' ', '\u00a0'),
    ),
  )
})
