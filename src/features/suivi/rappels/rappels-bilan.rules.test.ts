import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatInstant, instantDeParis } from '../../../lib/dates.ts'
import { rappelsDus, seuilRappel } from './rappels-bilan.rules.ts'

const lisible = (d: Date) => formatInstant(d).replaceAll('\u00a0', ' ')

it.each([
  ['2022-01-15', -7, '8 janvier 2022 à 8 h 00'],
  ['2022-04-02', -7, '26 mars 2022 à 8 h 00'],
  ['2022-04-02', -6, '27 mars 2022 à 8 h 00'],
  ['2022-10-15', 15, '30 octobre 2022 à 8 h 00'],
  ['2024-02-28', 1, '29 février 2024 à 8 h 00'],
  ['2022-12-31', 1, '1er janvier 2023 à 8 h 00'],
])('échéance %s, %i jours\u00a0: le %s, à l’heure de Paris même quand elle change', (echeance, jours, attendu) => {
  expect(lisible(seuilRappel(echeance, jours))).toBe(attendu)
})

it('un lauréat notifié la veille n’est pas rappelé pour un jour d’avant', () => {
  const du = { debut: '2022-01-10', echeance: '2022-01-15', rappels: [-7, 1], envoyes: [] }
  expect(rappelsDus({ ...du, instant: instantDeParis('2022-01-14T09:00:00') })).toEqual([])
  expect(rappelsDus({ ...du, instant: instantDeParis('2022-01-16T09:00:00') })).toEqual([1])
})

it('quels que soient les passages et les pannes, chaque rappel dont l’heure est venue part, et aucun deux fois', () => {
  const debut = instantDeParis('2021-11-08T08:00:00').getTime()
  const passages = fc.array(fc.integer({ min: 0, max: 200 * 24 }), { maxLength: 60 }).map(h => h.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(passages, fc.array(fc.integer({ min: -30, max: 60 }), { maxLength: 6 }), (heures, rappels) => {
      const envoyes: number[] = []
      for (const h of heures) {
        const instant = new Date(debut + h * 3_600_000)
        const dus = rappelsDus({ debut: '2021-11-08', echeance: '2022-01-15', rappels, envoyes, instant })
        for (const j of dus) expect(seuilRappel('2022-01-15', j) <= instant && !envoyes.includes(j)).toBe(true)
        envoyes.push(...dus)
      }
      const fin = new Date(debut + (heures.at(-1) ?? -1) * 3_600_000)
      const attendus = heures.length === 0 ? [] : [...new Set(rappels)].filter(j => seuilRappel('2022-01-15', j) <= fin)
      expect(envoyes.toSorted((a, b) => a - b)).toEqual(attendus.toSorted((a, b) => a - b))
    }),
  )
})
