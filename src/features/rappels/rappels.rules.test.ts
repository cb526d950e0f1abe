import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant, instantDeParis } from '../../lib/dates.ts'
import { RAPPELS, type Rappel, rappelDu, seuilDe } from './rappels.rules.ts'

const JOUR = 86_400_000
const CLOTURE = instantDeParis('2021-09-17T23:59:59')
const lisible = (d: Date) => formatInstant(d).replaceAll('\u00a0', ' ')

describe('quand rappeler', () => {
  it.each([
    ['2021-09-17T23:59:59', 'j_7', '10 septembre 2021 à 8 h 00'],
    ['2021-09-17T23:59:59', 'j_2', '15 septembre 2021 à 8 h 00'],
    ['2021-09-17T23:59:59', 'dernier_jour', '17 septembre 2021 à 8 h 00'],
    ['2021-11-02T12:00:00', 'j_7', '26 octobre 2021 à 8 h 00'],
    ['2021-03-31T12:00:00', 'j_7', '24 mars 2021 à 8 h 00'],
    ['2021-09-17T08:30:00', 'dernier_jour', '16 septembre 2021 à 8 h 00'],
  ] as const)('clôture %s, rappel %s\u00a0: le %s, à l’heure de Paris quelle que soit la saison', (cloture, rappel, attendu) => {
    expect(lisible(seuilDe(rappel, instantDeParis(cloture)))).toBe(attendu)
  })

  it('qui commence après l’heure d’un rappel ne le reçoit pas, et reçoit le suivant', () => {
    const depuis = instantDeParis('2021-09-11T09:00:00')
    const du = (instant: string) => rappelDu({ cloture: CLOTURE, depuis, instant: instantDeParis(instant) })
    expect(du('2021-09-11T10:00:00')).toBeUndefined()
    expect(du('2021-09-15T08:00:00')).toBe('j_2')
    expect(du('2021-09-18T00:00:00')).toBeUndefined()
  })

  it('quels que soient les passages, les pannes et les retours d’horloge\u00a0: chacun une fois, jamais après la clôture, jamais deux d’un coup', () => {
    const instants = fc.integer({ min: -45 * JOUR, max: 5 * JOUR }).map(ms => new Date(CLOTURE.getTime() + ms))
    fc.assert(
      fc.property(fc.array(instants, { maxLength: 60 }), instants, (passages, depuis) => {
        const envoyes: { rappel: Rappel; instant: Date }[] = []
        for (const instant of passages) {
          const rappel = rappelDu({ cloture: CLOTURE, depuis, instant })
          if (rappel && !envoyes.some(e => e.rappel === rappel)) envoyes.push({ rappel, instant })
        }
        for (const { rappel, instant } of envoyes) {
          expect(instant <= CLOTURE && instant >= seuilDe(rappel, CLOTURE) && depuis < seuilDe(rappel, CLOTURE)).toBe(true)
          const plusUrgents = RAPPELS.slice(0, RAPPELS.indexOf(rappel))
          expect(plusUrgents.filter(r => seuilDe(r, CLOTURE) <= instant)).toEqual([])
        }
        // a pass inside the time of a reminder sends it, for whoever waited since before
        for (const r of RAPPELS) {
          const suivant = RAPPELS[RAPPELS.indexOf(r) - 1]
          const fin = suivant ? seuilDe(suivant, CLOTURE) : new Date(CLOTURE.getTime() + 1)
          const passe = passages.some(p => p >= seuilDe(r, CLOTURE) && p < fin)
          expect(envoyes.some(e => e.rappel === r)).toBe(passe && depuis < seuilDe(r, CLOTURE))
        }
      }),
      { numRuns: 500 },
    )
  })
})
