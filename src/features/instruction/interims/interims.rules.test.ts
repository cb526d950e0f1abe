import { expect, test } from 'vitest'
import type { Role } from '../../../contexte.ts'
import { instantDeParis } from '../../../lib/dates.ts'
import { roleDe } from '../../../test/acteur.ts'
import {
  chevauchement,
  type InterimPose,
  lireInterim,
  type Personne,
  peutRemplacer,
  remplacable,
  type SaisieInterim,
} from './interims.rules.ts'

const role = roleDe
const personne = (id: string, ...roles: Role[]): Personne => ({ id, nom: id, roles })
const A = personne('a', role('referent_departemental', ['2A']))
const B = personne('b', role('referent_departemental', ['2B']))
const ADMIN = personne('admin', role('administrateur'))
const PERSONNES = [A, B, ADMIN, personne('perdu', role('referent_departemental'))]
const INSTANT = instantDeParis('2021-10-04T15:00:00')
const lire = (plus: Partial<SaisieInterim> = {}) =>
  lireInterim({ remplace: 'a', remplacant: 'b', du: '04/10/2021', au: '08/10/2021', motif: '', ...plus }, PERSONNES, INSTANT)
const erreurs = (plus: Partial<SaisieInterim>) => {
  const r = lire(plus)
  return r.ok ? {} : r.error
}

test('les jours sont ceux de Paris, le dernier est inclus', () => {
  expect(lire()).toMatchObject({
    ok: true,
    value: { du: instantDeParis('2021-10-04T00:00:00'), au: instantDeParis('2021-10-09T00:00:00') },
  })
  expect(lire({ du: '31/10/2021', au: '31/10/2021' })).toMatchObject({ ok: true, value: { au: instantDeParis('2021-11-01T00:00:00') } })
})

test('chaque absurdité a sa phrase, à sa place', () => {
  expect(erreurs({ remplacant: 'a' })).toEqual({ remplacant: 'Une personne ne se remplace pas elle-même. Choisissez-en une autre' })
  expect(erreurs({ au: '03/10/2021', du: '05/10/2021' })).toEqual({ au: 'Le dernier jour vient avant le premier' })
  expect(erreurs({ du: '03/10/2021' })).toEqual({ du: 'Ce jour est passé. Un intérim commence au plus tôt aujourd’hui' })
  expect(erreurs({ au: '05/10/2022' })).toEqual({ au: 'Un intérim dure 12\u00a0mois au plus' })
  expect(erreurs({ du: '', au: '31/02/2021' })).toEqual({
    du: 'Indiquez le premier jour',
    au: '«\u00a031/02/2021\u00a0» n’est pas un jour. Écrivez par exemple 17/09/2021',
  })
  expect(erreurs({ motif: 'x'.repeat(501) })).toEqual({ motif: 'Raccourcissez à 500\u00a0caractères' })
  expect(Object.keys(erreurs({ remplace: 'inconnu', remplacant: 'admin' }))).toEqual(['remplace', 'remplacant'])
  expect(Object.keys(erreurs({ remplace: 'perdu' }))).toEqual(['remplace'])
})

test('on remplace un référent qui a un périmètre, et c’est un référent qui remplace', () => {
  expect(PERSONNES.map(p => [p.id, remplacable(p), peutRemplacer(p)])).toEqual([
    ['a', true, true],
    ['b', true, true],
    ['admin', false, false],
    ['perdu', false, true],
  ])
  const deux = personne('deux', role('administrateur'), role('referent_regional'))
  expect([remplacable(deux), peutRemplacer(deux)]).toEqual([true, false])
})

test('deux intérims qui se croisent n’ont pas de sens : les mêmes personnes, ou un remplaçant absent', () => {
  const pose = (remplaceId: string, remplacantId: string, du: string, au: string): InterimPose => ({
    remplaceId,
    remplacantId,
    du: instantDeParis(`${du}T00:00:00`),
    au: instantDeParis(`${au}T00:00:00`),
  })
  const voulu = pose('a', 'b', '2021-10-04', '2021-10-09')
  expect(chevauchement(voulu, [pose('a', 'b', '2021-10-08', '2021-10-12')])?.motif).toBe('deja')
  expect(chevauchement(voulu, [pose('b', 'c', '2021-10-01', '2021-10-05')])?.motif).toBe('absent')
  expect(chevauchement(voulu, [pose('a', 'b', '2021-10-09', '2021-10-12'), pose('a', 'b', '2021-10-01', '2021-10-04')])).toBeUndefined()
  expect(chevauchement(voulu, [pose('a', 'c', '2021-10-04', '2021-10-09'), pose('c', 'b', '2021-10-04', '2021-10-09')])).toBeUndefined()
})
