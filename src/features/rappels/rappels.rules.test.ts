import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant, instantDeParis } from '../../lib/dates.ts'
import { JOURS_USUELS, type Rappel, rappelDu, seuilDe } from './rappels.rules.ts'

const JOUR = 86_400_000
const CLOTURE = instantDeParis('2021-09-17T23:59:59')
const lisible = (d: Date) => formatInstant(d).replaceAll('\u00a0', ' ')

describe('quand rappeler', () => {
  it.each([
    ['2021-09-17T23:59:59', -7, '10 septembre 2021 à 8 h 00'],
    ['2021-09-17T23:59:59', -2, '15 septembre 2021 à 8 h 00'],
    ['2021-09-17T23:59:59', 0, '17 septembre 2021 à 8 h 00'],
    ['2021-11-02T12:00:00', -7, '26 octobre 2021 à 8 h 00'],
    ['2021-03-31T12:00:00', -7, '24 mars 2021 à 8 h 00'],
    ['2021-09-17T08:30:00', 0, '16 septembre 2021 à 8 h 00'],
  ] as const)('clôture %s, rappel %s\u00a0: le %s, à l’heure de Paris quelle que soit la saison', (cloture, rappel, attendu) => {
    expect(lisible(seuilDe(rappel, instantDeParis(cloture)))).toBe(attendu)
  })

  it('qui commence après l’heure d’un rappel ne le reçoit pas, et reçoit le suivant', () => {
    const depuis = instantDeParis('2021-09-11T09:00:00')
    const du = (instant: string) => rappelDu({ jours: JOURS_USUELS, cloture: CLOTURE, depuis, instant: instantDeParis(instant) })
    expect(du('2021-09-11T10:00:00')).toBeUndefined()
    expect(du('2021-09-15T08:00:00')).toBe('j_2')
    expect(du('2021-09-18T00:00:00')).toBeUndefined()
  })

  // seen to fail when the days are those of JOURS_USUELS whatever the call says
  it('les jours sont ceux que l’appel dit, dans n’importe quel ordre\u00a0; aucun si l’appel n’en veut pas', () => {
    const du = (jours: number[], instant: string) =>
      rappelDu({ jours, cloture: CLOTURE, depuis: new Date(0), instant: instantDeParis(instant) })
    expect(du([-1, -30], '2021-08-18T08:00:00')).toBe('j_30')
    expect(du([-1, -30], '2021-09-16T08:00:00')).toBe('j_1')
    expect(du([-1, -30], '2021-09-17T08:00:00')).toBe('j_1')
    expect(du([], '2021-09-17T08:00:00')).toBeUndefined()
  })

  it('quels que soient les jours, les passages, les pannes et les retours d’horloge\u00a0: chacun une fois, jamais après la clôture, jamais deux d’un coup', () => {
    const instants = fc.integer({ min: -45 * JOUR, max: 5 * JOUR }).map(ms => new Date(CLOTURE.getTime() + ms))
    const listes = fc.oneof(fc.constant(JOURS_USUELS), fc.uniqueArray(fc.integer({ min: -40, max: 0 }), { maxLength: 5 }))
    fc.assert(
      fc.property(listes, fc.array(instants, { maxLength: 60 }), instants, (jours, passages, depuis) => {
        const urgents = jours.toSorted((a, b) => b - a)
        const code = (j: number): Rappel => (j === 0 ? 'dernier_jour' : `j_${-j}`)
        const envoyes: { rappel: Rappel; instant: Date }[] = []
        for (const instant of passages) {
          const rappel = rappelDu({ jours, cloture: CLOTURE, depuis, instant })
          if (rappel && !envoyes.some(e => e.rappel === rappel)) envoyes.push({ rappel, instant })
        }
        for (const { rappel, instant } of envoyes) {
          const j = urgents.find(x => code(x) === rappel)!
          expect(instant <= CLOTURE && instant >= seuilDe(j, CLOTURE) && depuis < seuilDe(j, CLOTURE)).toBe(true)
          expect(urgents.filter(x => x > j && seuilDe(x, CLOTURE) <= instant)).toEqual([])
        }
        // a pass inside the time of a reminder sends it, for whoever waited since before
        for (const [i, j] of urgents.entries()) {
          const suivant = urgents[i - 1]
          const fin = suivant === undefined ? new Date(CLOTURE.getTime() + 1) : seuilDe(suivant, CLOTURE)
          const passe = passages.some(p => p >= seuilDe(j, CLOTURE) && p < fin)
          expect(envoyes.some(e => e.rappel === code(j))).toBe(passe && depuis < seuilDe(j, CLOTURE))
        }
      }),
      { numRuns: 500 },
    )
  })
})
