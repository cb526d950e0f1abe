import { expect, test } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { naturesEligibles } from './natures.ts'

test('la base que l’aide paie compte les dépenses éligibles et celles qui le sont à la marge, aucune autre', () => {
  const { natures } = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
  expect(new Set(natures.map(n => n.eligible))).toEqual(new Set(['oui', 'marginale', 'non', 'exclue']))
  const parCode = new Map(natures.map(n => [n.code, n.eligible]))
  const comptees = naturesEligibles({ natures } as Parameters<typeof naturesEligibles>[0])
  expect(new Set(comptees.map(c => parCode.get(c)))).toEqual(new Set(['oui', 'marginale']))
  expect(comptees).toHaveLength(natures.filter(n => !['non', 'exclue'].includes(n.eligible)).length)
})
