import { expect, it } from 'vitest'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import {
  aRelire,
  type CritereNote,
  criteresNotes,
  ecartsDe,
  manquesDe,
  moyenneDe,
  type Note,
  totalDe,
  tousLesCriteres,
} from './notation.rules.ts'

const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const tous = new Set(appel.criteres.liste.map(c => c.code))
const note = (valeur: number | null, plus: Partial<Note> = {}): Note => ({
  valeur,
  sansObjet: false,
  commentaire: '',
  depotId: 'v1',
  ...plus,
})
const pleines = (criteres: readonly CritereNote[], valeur: number) => Object.fromEntries(criteres.map(c => [c.code, note(valeur)]))

it('la grille a les critères de l’appel puis ses priorités, de même poids, avec le sens de chaque note', () => {
  const criteres = criteresNotes(appel, tous)
  expect(criteres.map(c => c.lettre).join('')).toBe('abcdefghij')
  expect(criteres.map(c => c.poids)).toEqual(Array(10).fill(1))
  expect(criteres[0]!.echelons.map(e => [e.note, e.libelle])).toEqual([
    [0, 'Absent'],
    [1, 'Faible'],
    [2, 'Satisfaisant'],
    [3, 'Fort'],
  ])
  for (const c of criteres) for (const e of c.echelons) expect(e.sens, `${c.code} ${e.note}`).toBeTruthy()
  expect(criteres.filter(c => c.sansObjet).map(c => c.code)).toEqual(['logiciel_libre'])
})

it('un critère qui ne concerne pas le dossier n’est pas dans sa grille', () => {
  expect(criteresNotes(appel, new Set(['portage']))).toHaveLength(1 + appel.priorites.length)
})

it('quand l’appel pondère, chaque critère a son coefficient\u00a0; ce qui n’en a pas sort de la grille', () => {
  const liste = appel.criteres.liste.map((c, i) => (i < 2 ? { ...c, poids: i + 2 } : c))
  const criteres = criteresNotes({ ...appel, criteres: { ...appel.criteres, ponderes: true, liste } }, tous)
  expect(criteres.map(c => [c.code, c.poids])).toEqual([
    ['portage', 2],
    ['resultats', 3],
  ])
  expect(totalDe(criteres, { portage: note(1), resultats: note(3) })).toEqual({ points: 11, sur: 15, notes: 2, attendus: 2 })
})

it('le total dit ce qui est noté et sur combien\u00a0; « sans objet » ne retire rien', () => {
  const criteres = criteresNotes(appel, tous)
  expect(totalDe(criteres, {})).toEqual({ points: 0, sur: 0, notes: 0, attendus: 10 })
  expect(totalDe(criteres, { portage: note(3), resultats: note(0), constat: note(null) })).toEqual({
    points: 3,
    sur: 6,
    notes: 2,
    attendus: 10,
  })
  const avecSansObjet = { ...pleines(criteres, 2), logiciel_libre: note(null, { sansObjet: true }) }
  expect(totalDe(criteres, avecSansObjet)).toEqual({ points: 18, sur: 27, notes: 10, attendus: 10 })
})

it('une grille se finalise quand tout est noté sur la version qui est devant le comité', () => {
  const criteres = criteresNotes(appel, tous)
  expect(manquesDe(criteres, pleines(criteres, 1), 'v1')).toEqual([])
  const notes = { ...pleines(criteres, 1), constat: note(null), portage: note(2, { depotId: 'v0' }) }
  expect(aRelire(notes.portage, 'v1')).toBe(true)
  expect(manquesDe(criteres, notes, 'v1').map(m => m.code)).toEqual(['portage', 'constat'])
})

it('les écarts viennent les premiers, le plus grand d’abord', () => {
  const criteres = criteresNotes(appel, tous)
  const [un, deux] = [pleines(criteres, 2), { ...pleines(criteres, 2), constat: note(0), resultats: note(3) }]
  const ecarts = ecartsDe(criteres, [un, deux])
  expect(ecarts.slice(0, 3).map(e => [e.critere.code, e.ecart, e.moyenne])).toEqual([
    ['constat', 2, 1],
    ['resultats', 1, 2.5],
    ['portage', 0, 2],
  ])
  expect(ecartsDe(criteres, [un])[0]!.ecart).toBe(0)
})

it('la moyenne ramène chaque grille à toute l’échelle, et s’arrondit une fois', () => {
  const criteres = tousLesCriteres(appel)
  const sansObjet = { ...pleines(criteres, 2), logiciel_libre: note(null, { sansObjet: true }) }
  expect(moyenneDe(criteres, [])).toBeUndefined()
  expect(moyenneDe(criteres, [pleines(criteres, 2)])).toEqual({ centiemes: 2000, sur: 30, grilles: 1 })
  expect(moyenneDe(criteres, [sansObjet])).toEqual({ centiemes: 2000, sur: 30, grilles: 1 })
  const trois = [pleines(criteres, 3), pleines(criteres, 2), { ...pleines(criteres, 2), constat: note(0) }]
  expect(moyenneDe(criteres, trois)).toEqual({ centiemes: 2267, sur: 30, grilles: 3 })
})
