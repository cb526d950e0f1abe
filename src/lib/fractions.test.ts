import fc from 'fast-check'
import { expect, it } from 'vitest'
import { divise, enCentiemes, fois, fraction, plus, sommeExacte } from './fractions.ts'

it('un nombre est le décimal qui l’écrit', () => {
  expect(fraction(0.1)).toEqual({ n: 1n, d: 10n })
  expect(fraction(2.5)).toEqual({ n: 5n, d: 2n })
  expect(fraction(-3)).toEqual({ n: -3n, d: 1n })
  expect(fraction(1e-7)).toEqual({ n: 1n, d: 10_000_000n })
  expect(fraction(1e21)).toEqual({ n: 10n ** 21n, d: 1n })
  expect(() => fraction(Number.NaN)).toThrow(RangeError)
})

it('un dixième et deux dixièmes font trois dixièmes', () => {
  expect(plus(fraction(0.1), fraction(0.2))).toEqual(fraction(0.3))
  expect(fois(fraction(0.1), fraction(3))).toEqual(fraction(0.3))
  expect(divise(fraction(1), fraction(-4))).toEqual(fraction(-0.25))
})

it('l’arrondi va au centième le plus proche, et la moitié vers le haut', () => {
  expect(enCentiemes(fraction(21.375))).toBe(2138)
  expect(enCentiemes(fraction(21.374999))).toBe(2137)
  expect(enCentiemes(fraction(1.005))).toBe(101) // 100 for a double
  expect(enCentiemes(fraction(-0.005))).toBe(0)
  expect(enCentiemes(fraction(-0.006))).toBe(-1)
})

it('une somme ne dépend pas de l’ordre de ses termes', () => {
  const termes = fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 97 })), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(termes, t => {
      const fs = t.map(([n, d]) => divise(fraction(n), fraction(d)))
      expect(sommeExacte(fs.toReversed())).toEqual(sommeExacte(fs))
    }),
  )
})
