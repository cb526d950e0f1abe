import { expect, test } from 'vitest'
import { sansUnite } from './nombres.ts'

test.each([
  ['111 habitants', '111'],
  ['1\u202f240\u00a0habitants', '1240'],
  ['12 mois', '12'],
  ['3 ans', '3'],
  ['2,5', '2,5'],
  ['−4', '−4'],
])('« %s » est le nombre %s', (saisie, lu) => expect(sansUnite(saisie)).toBe(lu))

test('l’unité d’un champ se tape comme le champ la montre', () => {
  expect(sansUnite('40 postes informatiques', 'postes informatiques')).toBe('40')
  expect(sansUnite('70 %', '%')).toBe('70')
})

test.each(['3 milliers', '2 k', '12 à 15', '3 postes', 'habitants', '12 habitants ou plus', `1${' '.repeat(100)}an`])(
  '« %s » n’est pas lu comme un nombre',
  saisie => expect(sansUnite(saisie)).not.toMatch(/^\d+$/),
)
