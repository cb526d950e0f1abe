import { describe, expect, it } from 'vitest'
import { centiemes, ecrirePart } from './parts.rules.ts'
import { conditionsDe, periodeDe, type Versements } from './versement.rules.ts'

describe('partager une aide', () => {
  it('seule, une structure reçoit tout\u00a0; à trois, un centième de plus pour la première', () => {
    expect(centiemes(1).map(ecrirePart)).toEqual(['1.00'])
    expect(centiemes(3).map(ecrirePart)).toEqual(['0.34', '0.33', '0.33'])
    expect(centiemes(7).map(ecrirePart)).toEqual(['0.15', '0.15', '0.14', '0.14', '0.14', '0.14', '0.14'])
  })
  it('les parts font toujours 1, et aucune n’est nulle jusqu’à cent structures', () => {
    for (let n = 1; n <= 100; n++) {
      expect(centiemes(n).reduce((s, c) => s + c, 0)).toBe(100)
      expect(Math.min(...centiemes(n))).toBeGreaterThanOrEqual(1)
    }
  })
})

describe('dire comment une aide est payée', () => {
  const rien: Versements = { nombre: 0, echelonne: false, premier: null, dernier: null, solde: false, debut: null, fin: null }
  it.each([
    ['rien n’est payé, le projet n’a pas de dates', rien, 'selon la décision d’attribution', '2021-11-08'],
    [
      'rien n’est payé, le projet a ses dates',
      { ...rien, debut: '2022-01-03', fin: '2022-09-30' },
      'selon la décision d’attribution',
      '2022-01-03/2022-09-30',
    ],
    ['ordonné, pas encore versé', { ...rien, nombre: 1, echelonne: true, fin: '2022-09-30' }, 'échelonné', '2021-11-08/2022-09-30'],
    [
      'une avance',
      { ...rien, nombre: 1, echelonne: true, premier: '2022-01-10', dernier: '2022-01-10', fin: '2022-09-30' },
      'échelonné',
      '2022-01-10/2022-09-30',
    ],
    [
      'une seule fois, soldée',
      { ...rien, nombre: 1, premier: '2022-10-01', dernier: '2022-10-01', solde: true, fin: '2022-09-30' },
      'unique',
      '2022-10-01',
    ],
    [
      'avance et solde',
      { ...rien, nombre: 2, echelonne: true, premier: '2022-01-10', dernier: '2022-12-01', solde: true, fin: '2022-09-30' },
      'échelonné',
      '2022-01-10/2022-12-01',
    ],
  ])('%s', (_, v, conditions, periode) => {
    expect(conditionsDe(v, undefined)).toBe(conditions)
    expect(periodeDe(v, '2021-11-08')).toBe(periode)
  })
  it('ce que dit l’appel vaut tant que rien n’est payé', () => {
    expect(conditionsDe(rien, 'échelonné')).toBe('échelonné')
    expect(conditionsDe({ ...rien, nombre: 1, solde: true }, 'échelonné')).toBe('unique')
  })
})
