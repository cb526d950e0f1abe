import fc from 'fast-check'
import { expect, it } from 'vitest'
import { enLettres } from './en-lettres.ts'

it.each([
  [0, 'zéro euro'],
  [1, 'un centime'],
  [101, 'un euro et un centime'],
  [8_000, 'quatre-vingts euros'],
  [900_050, 'neuf mille euros et cinquante centimes'],
  [6_600_000, 'soixante-six mille euros'],
  [100_000_000, 'un million d’euros'],
  [100_000_001, 'un million d’euros et un centime'],
  [123_456_789, 'un million deux cent trente-quatre mille cinq cent soixante-sept euros et quatre-vingt-neuf centimes'],
  [20_000_000_000, 'deux cents millions d’euros'],
])('%i centimes s’écrivent « %s »', (c, mots) => {
  expect(enLettres(c)).toBe(mots)
})

it('deux sommes qui diffèrent ne s’écrivent jamais de même', () => {
  const somme = fc.integer({ min: 0, max: 100_000_000_000 })
  fc.assert(
    fc.property(somme, somme, (a, b) => {
      expect(enLettres(a) === enLettres(b)).toBe(a === b)
      expect(enLettres(a)).not.toContain('undefined')
    }),
  )
})
