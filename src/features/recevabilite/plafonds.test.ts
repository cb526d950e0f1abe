import { describe, expect, test } from 'vitest'
import { COURT, reglesDe } from '../../test/appels/varier.ts'
import type { Faits } from '../verdicts/index.ts'

const instant = new Date('2027-01-10T10:00:00Z')
const structure = { nom: 'La commune', type: 'commune' as const, population: 480, departement: '2A' }

describe('Le maximum qui est dit est le vrai\u00a0: le plus bas, avec sa clause', () => {
  const { verdict } = reglesDe({ source: COURT })
  const projet = (volet: string, cout: number, aide: number): Faits => ({
    instant,
    structure,
    volet,
    montants: { cout, aide, autres: 0, part: cout - aide },
  })
  const lu = (volet: string, cout: number, aide: number) => {
    const v = verdict('declaration-aide', projet(volet, cout, aide))
    return v && [v.resultat, v.clauses.join(), v.explication]
  }
  // seen to fail: with `plafonds` that gives each ceiling whichever is the lowest
  test.for<[string, number, number, string, string, string]>([
    [
      'voirie',
      10_000_000,
      4_000_001,
      'non_respectee',
      'A3',
      'Vous demandez 40 000,01 € : c’est 0,01 € de plus que le maximum, 40 000 €, soit 40 % du coût total (100 000 € retenus, 300 000 € au plus).',
    ],
    [
      'voirie',
      10_000_000,
      11_000_000,
      'non_respectee',
      'A3',
      'Vous demandez 110 000 € : c’est 70 000 € de plus que le maximum, 40 000 €, soit 40 % du coût total (100 000 € retenus, 300 000 € au plus).',
    ],
    [
      'ecole',
      10_000_000,
      3_000_001,
      'non_respectee',
      'A3',
      'Vous demandez 30 000,01 € : c’est 0,01 € de plus que le maximum, 30 000 €, soit 30 % du coût total (100 000 € retenus, 300 000 € au plus).',
    ],
    [
      'ecole',
      60_000_000,
      9_000_001,
      'non_respectee',
      'A3',
      'Vous demandez 90 000,01 € : c’est 0,01 € de plus que le maximum, 90 000 €, soit 30 % du coût total (300 000 € retenus, 300 000 € au plus).',
    ],
    [
      'voirie',
      10_000_000,
      1_999_999,
      'non_respectee',
      'A3',
      'Vous demandez 19 999,99 € : c’est 0,01 € de moins que le minimum, 20 000 €, soit 20 % du coût total (100 000 € retenus, 300 000 € au plus).',
    ],
    ['voirie', 600_000, 99_999, 'non_respectee', 'A2', 'Vous demandez 999,99 € : c’est 0,01 € de moins que le minimum, 1 000 €.'],
    [
      'voirie',
      10_000_000,
      4_000_000,
      'respectee',
      'A2',
      'Aide demandée : 40 000 €. L’appel donne 1 000 € au moins et 100 000 € au plus et 40 000 € au plus pour ce projet.',
    ],
  ])('%s, coût %d, aide %d', ([volet, cout, aide, ...attendu]) => {
    const [resultat, clauses, phrase] = lu(volet, cout, aide)!
    expect([resultat, clauses, phrase]).toEqual(attendu)
  })
  test('quand le montant de l’appel est le plus bas, c’est lui qui est dit', () => {
    const { verdict: v } = reglesDe({ source: COURT, remplacer: [['montant_max: 100 000 €', 'montant_max: 30 000 €']] })
    expect(v('declaration-aide', projet('voirie', 10_000_000, 5_000_000))).toMatchObject({
      clauses: ['A2'],
      explication: 'Vous demandez 50 000 € : c’est 20 000 € de plus que le maximum, 30 000 €.',
    })
    // the cost is not known yet: what the call says by itself is refused at once
    expect(v('declaration-aide', { instant, structure, volet: 'voirie', montants: { aide: 5_000_000 } })?.explication).toBe(
      'Vous demandez 50 000 € : c’est 20 000 € de plus que le maximum, 30 000 €.',
    )
  })
  test('les aides publiques ne dépassent pas le coût total', () => {
    const cumul = (autres: number) =>
      verdict('declaration-cumul', {
        instant,
        structure,
        volet: 'voirie',
        montants: { cout: 1_000_000, aide: 300_000, autres, part: 700_000 - autres },
      })
    expect(cumul(700_000)?.resultat).toBe('respectee')
    expect(cumul(700_001)).toMatchObject({
      resultat: 'non_respectee',
      explication:
        '10 000,01 € d’aides publiques, l’aide comprise, pour un coût total de 10 000 € : c’est 0,01 € de plus que 100 % du coût.',
    })
  })
})
