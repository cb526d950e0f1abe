import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  dateCivile,
  debutDuJour,
  delaiRestant,
  formatDateCivile,
  formatDateCivileCourte,
  formatHeure,
  formatInstant,
  formatJour,
  formatJourSemaine,
  instantDeParis,
  isoParis,
  parseDate,
} from './dates.ts'

const cloture = instantDeParis('2021-09-17T23:59:59')

test('la clôture se lit à l’heure de Paris, été comme hiver', () => {
  expect(cloture.toISOString()).toBe('2021-09-17T21:59:59.000Z')
  expect(isoParis(cloture)).toBe('2021-09-17T23:59:59+02:00')
  expect(debutDuJour('2021-12-31').toISOString()).toBe('2021-12-30T23:00:00.000Z')
  expect(dateCivile(new Date('2021-12-31T23:30:00Z'))).toBe('2022-01-01')
})

test('les dates s’écrivent à la française', () => {
  expect(formatJour(debutDuJour('2021-07-01'))).toBe('1er\u00a0juillet\u00a02021')
  expect(formatJourSemaine(cloture)).toBe('vendredi 17\u00a0septembre\u00a02021')
  expect(formatHeure(cloture)).toBe('23\u00a0h\u00a059')
  expect(formatInstant(cloture, { secondes: true })).toBe('17\u00a0septembre\u00a02021 à 23\u00a0h\u00a059\u00a0min\u00a059\u00a0s')
})

test.each([
  ['17/09/2021', '2021-09-17'],
  ['3/10/2022', '2022-10-03'],
  ['03102022', '2022-10-03'],
  ['2022-10-03', '2022-10-03'],
  ['29/02/2024', '2024-02-29'],
  ['4 avril 2022', '2022-04-04'],
  [' 1er\u00a0juillet  2021 ', '2021-07-01'],
  ['lundi 4 avril 2022', '2022-04-04'],
  ['3 août 2021', '2021-08-03'],
  ['3 AOUT 2021', '2021-08-03'],
  ['17 sept. 2021', '2021-09-17'],
  ['28 fév 2022', '2022-02-28'],
])('« %s » est un jour', (saisie, date) => expect(parseDate(saisie)).toBe(date))

test.each([
  '',
  '31/02/2022',
  '29/02/2023',
  '17/13/2021',
  '17/09/21',
  'demain',
  '1e3/1/2021',
  '0/0/2021',
  '17/09/1021',
  '31 avril 2022',
  'mardi 4 avril 2022',
  '4 jui 2022',
  '4 a 2022',
  '4 avril',
  `${' '.repeat(50)}4 avril 2022`,
])('« %s » n’est pas un jour', saisie => expect(parseDate(saisie)).toBeUndefined())

test('aucune saisie ne fait tomber la lecture des dates', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), s => void parseDate(s)))
})

test('le temps restant se dit en jours, puis en heures et en minutes', () => {
  expect(delaiRestant(instantDeParis('2021-09-13T10:00:00'), cloture)).toBe('4\u00a0jours')
  expect(delaiRestant(instantDeParis('2021-09-17T10:00:00'), cloture)).toBe('13\u00a0h\u00a059\u00a0min')
  expect(delaiRestant(instantDeParis('2021-09-17T23:30:00'), cloture)).toBe('29\u00a0minutes')
  expect(delaiRestant(cloture, cloture)).toBe('1\u00a0minute')
  expect(delaiRestant(new Date(cloture.getTime() + 1), cloture)).toBeUndefined()
})

test('chaque date que le site écrit, il la relit', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), d => {
      const date = dateCivile(d)
      for (const ecrite of [formatDateCivile(date), formatDateCivileCourte(date), formatJourSemaine(debutDuJour(date))])
        expect(parseDate(ecrite)).toBe(date)
    }),
  )
})
