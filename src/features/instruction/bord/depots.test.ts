import { expect, test } from 'vitest'
import { instantDeParis } from '../../../lib/dates.ts'
import type { Creneau } from './bord.queries.ts'
import { type Depots, figureJour, figureJours } from './depots.ts'
import type { Figure } from './figure.ts'

const VAGUE = { ouverture: instantDeParis('2021-07-01T00:00:00'), cloture: instantDeParis('2021-09-17T23:59:59') }
const a = (local: string, n: number): Creneau => ({ debut: instantDeParis(local), n })
const HEURES = [a('2021-07-02T09:00:00', 4), a('2021-09-15T10:00:00', 1), a('2021-09-17T00:00:00', 2), a('2021-09-17T23:00:00', 3)]
const depots = (plus: Partial<Depots> = {}): Depots => ({
  vague: VAGUE,
  instant: instantDeParis('2021-10-05T09:40:00'),
  heures: HEURES,
  minutes: [a('2021-09-17T23:00:00', 1), a('2021-09-17T23:55:00', 2)],
  dernier: instantDeParis('2021-09-17T23:59:51'),
  ...plus,
})
const lu = (f: Figure | undefined) => f?.fait.replace(/\u00a0/g, ' ')
const lignes = (f: Figure | undefined) => f?.tableau?.lignes.map(l => l.map(c => c.dit.replace(/\u00a0/g, ' ')).join(' | '))

test('après la clôture : la part des trois derniers jours, puis semaine par semaine jusqu’au total', () => {
  const f = figureJours(depots())
  expect(lu(f)).toBe('6 dossiers sur 10 (60 %) sont arrivés les trois derniers jours.')
  expect(lignes(f)![0]).toBe('01/07 au 07/07 | 4 | 4 | 40 %')
  expect(lignes(f)!.at(-1)).toBe('16/09 au 17/09 | 5 | 10 | 100 %')
  expect(f.tableau!.total!.map(c => c.brut)).toEqual(['Total', 10, null, 100])
  const jours = f.traces[0]!.trace
  expect(jours.genre === 'colonnes' && [jours.valeurs.length, jours.valeurs[1], jours.valeurs[78]]).toEqual([79, 4, 5])
})

test('pendant le dépôt, le cumul s’arrête à aujourd’hui et la phrase compte depuis l’ouverture', () => {
  const f = figureJours(depots({ instant: instantDeParis('2021-09-16T08:00:00'), heures: HEURES.slice(0, 2) }))
  expect(lu(f)).toBe('5 dossiers depuis l’ouverture, dont 1 ces trois derniers jours.')
  const cumul = f.traces[1]!.trace
  expect(cumul.genre === 'marches' && [cumul.cumuls.length, cumul.cumuls.at(-1), cumul.sur]).toEqual([78, 5, 79])
})

test('un dépôt par dérogation après la clôture se compte à part', () => {
  const f = figureJours(depots({ heures: [...HEURES, a('2021-09-20T11:00:00', 1)] }))
  expect(lu(f)).toContain('1 dossier de plus après la clôture, par dérogation.')
  expect(lignes(f)!.at(-1)).toBe('Par dérogation | 1 | 11 | 100 %')
  expect(lu(figureJour(depots({ heures: [...HEURES, a('2021-09-20T11:00:00', 1)] })))).toContain('5 dossiers')
})

test('avant l’ouverture et sans dossier, une phrase et pas de dessin', () => {
  const avant = depots({ instant: instantDeParis('2021-06-15T09:00:00'), heures: [], minutes: [], dernier: undefined })
  expect([lu(figureJours(avant)), figureJours(avant).traces.length, figureJour(avant)]).toEqual([
    'Le dépôt n’est pas encore ouvert.',
    0,
    undefined,
  ])
  const vide = depots({ heures: [], minutes: [], dernier: undefined })
  expect([lu(figureJours(vide)), figureJours(vide).tableau]).toEqual(['Aucun dossier n’a été déposé.', undefined])
  expect(lu(figureJour(vide))).toBe('Aucun dossier n’est arrivé ce jour-là.')
})

test('le dernier jour se lit heure par heure, et sa dernière heure par cinq minutes', () => {
  const f = figureJour(depots())!
  expect(f.titre.replace(/\u00a0/g, ' ')).toBe('Dernier jour, vendredi 17 septembre')
  expect(lu(f)).toBe('5 dossiers, dont 3 dans la dernière heure. Le dernier est arrivé à 23 h 59 min 51 s, 8 secondes avant la clôture.')
  expect(lignes(f)).toEqual(['0 h à 1 h | 2 | 2', '23 h à 24 h | 3 | 5'])
  const minutes = f.traces[1]!.trace
  expect(minutes.genre === 'colonnes' && minutes.valeurs).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
  expect(lu(figureJour(depots({ dernier: instantDeParis('2021-09-17T23:59:59') })))).toContain('à la dernière seconde')
})

test('avant le dernier jour, c’est aujourd’hui ; une clôture à midi garde sa dernière heure', () => {
  expect(figureJour(depots({ instant: instantDeParis('2021-09-15T12:00:00') }))!.titre).toContain('Aujourd’hui, mercredi')
  const midi = { ouverture: VAGUE.ouverture, cloture: instantDeParis('2021-09-17T12:00:00') }
  const f = figureJour(
    depots({
      vague: midi,
      heures: [a('2021-09-17T11:00:00', 2)],
      minutes: [a('2021-09-17T11:00:01', 2)],
      dernier: instantDeParis('2021-09-17T11:30:00'),
    }),
  )
  expect(lu(f)).toBe('2 dossiers, dont 2 dans la dernière heure. Le dernier est arrivé à 11 h 30 min 00 s, 30 minutes avant la clôture.')
})

test('l’heure de Paris compte, même le jour où elle change', () => {
  const octobre = { ouverture: instantDeParis('2021-10-30T00:00:00'), cloture: instantDeParis('2021-10-31T23:59:59') }
  const f = figureJour(
    depots({
      vague: octobre,
      instant: instantDeParis('2021-11-02T09:00:00'),
      heures: [
        { debut: new Date('2021-10-31T00:00:00Z'), n: 1 },
        { debut: new Date('2021-10-31T01:00:00Z'), n: 1 },
      ],
      minutes: [],
      dernier: undefined,
    }),
  )
  expect(lignes(f)).toEqual(['2 h à 3 h | 2 | 2'])
})
