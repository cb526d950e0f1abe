import { describe, expect, test } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import type { Personne } from './agents.queries.ts'
import { phraseTrous } from './couverture.mots.ts'
import { couvertureDe } from './couverture.rules.ts'
import { reprise } from './reprise.rules.ts'
import { refusPortee } from './roles.ts'

const APPEL = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const TOUS = APPEL.volets.map(v => v.code)
const ligne = (role: Personne['role'], departements: string[], volets: string[] = [], nom: string = role) => ({
  role,
  nom,
  departements,
  volets,
})
const dire = (...ls: ReturnType<typeof ligne>[]) => phraseTrous(couvertureDe(APPEL, ls))?.replaceAll('\u00a0', ' ')

// seen to fail: a référent départemental without a département counted as of all; a lecteur counted among those who instruct
test.each([
  ['personne', [], 'Personne n’instruit encore cet appel.'],
  [
    'un lecteur et un membre du comité n’instruisent pas',
    [ligne('lecteur', []), ligne('membre_comite', ['2A'])],
    'Personne n’instruit encore cet appel.',
  ],
  [
    'un référent départemental sans département ne lit rien',
    [ligne('referent_departemental', [])],
    'Personne n’instruit encore cet appel.',
  ],
  ['une référente régionale de tout', [ligne('referent_regional', [])], undefined],
  ['un département sans personne', [ligne('referent_departemental', ['2A'])], 'Personne n’instruit les volets 1, 2, 3 et 4 (Haute-Corse).'],
  ['un volet sans personne', [ligne('referent_departemental', ['2A', '2B'], TOUS.slice(0, 3))], 'Personne n’instruit le volet 4.'],
  [
    'ce que l’un n’a pas, l’autre l’a',
    [
      ligne('referent_departemental', ['2A'], TOUS.slice(0, 3)),
      ligne('referent_regional', [], ['volet_4']),
      ligne('referent_departemental', ['2B'], ['volet_1']),
    ],
    'Personne n’instruit les volets 2 et 3 (Haute-Corse).',
  ],
  [
    'des trous qui ne sont pas les mêmes partout',
    [ligne('referent_departemental', ['2A', '2B'], ['volet_1']), ligne('referent_departemental', ['2A'], ['volet_2', 'volet_4'])],
    'Personne n’instruit les volets 2 et 4 (Haute-Corse), ni le volet 3.',
  ],
] as const)('%s', (_, lignes, phrase) => {
  expect(dire(...lignes)).toBe(phrase)
})

test('un appel sans département a une seule case par volet', () => {
  const volets = [1, 2, 3, 4, 5, 6].map(n => ({ ...APPEL.volets[0]!, code: `v${n}`, numero: n, titre: `Volet ${n}` }))
  const appel = { ...APPEL, volets, territoire: { ...APPEL.territoire, departements: [] } }
  const c = couvertureDe(appel, [ligne('referent_regional', [], ['v1'])])
  expect(c.lignes.map(l => l.cases.length)).toEqual([1, 1, 1, 1, 1, 1])
  expect(phraseTrous(c)?.replaceAll('\u00a0', ' ')).toBe('Personne n’instruit les volets 2, 3, 4, 5 et 6.')
})

describe('reprendre quelqu’un d’un autre appel', () => {
  const autre = {
    ...APPEL,
    territoire: { ...APPEL.territoire, departements: APPEL.territoire.departements.slice(0, 1) },
    // the same code with another title is another volet
    volets: APPEL.volets.map(v => (v.code === 'volet_2' ? { ...v, titre: 'Tout autre chose' } : v)).filter(v => v.code !== 'volet_4'),
  }
  const p = (departements: string[], volets: string[]): Personne =>
    ({
      id: 'p',
      roleId: 'r',
      compteId: 'c',
      nom: 'n',
      courriel: 'c',
      secondFacteur: true,
      tous: false,
      role: 'referent_departemental',
      departements,
      volets,
    }) as Personne
  // seen to fail: the code alone compared (volet_2 is kept); `perdue` forgotten (nobody left with no volet would have all)
  test.each([
    [['2A', '2B'], ['volet_1', 'volet_2', 'volet_4'], { departements: ['2A'], volets: ['volet_1'], perdue: false }],
    [['2A'], [], { departements: ['2A'], volets: [], perdue: false }],
    [['2B'], ['volet_1'], { departements: [], volets: ['volet_1'], perdue: true }],
    [['2A'], ['volet_2', 'volet_4'], { departements: ['2A'], volets: [], perdue: true }],
    [[], ['volet_1'], { departements: [], volets: ['volet_1'], perdue: false }],
  ])('%j, %j', (departements, volets, attendu) => {
    expect(reprise(p(departements, volets), APPEL, autre)).toMatchObject(attendu)
  })
})

test('un rôle ne se tient que pour ce que son appel a', () => {
  const etendue = { departements: ['2A', '2B'], volets: TOUS }
  expect(refusPortee('referent_regional', { departements: [], volets: [] }, etendue)).toBeUndefined()
  expect(refusPortee('referent_departemental', { departements: [], volets: [] }, etendue)).toEqual({ kind: 'departement_attendu' })
  expect(refusPortee('lecteur', { departements: ['13', '2A'], volets: [] }, etendue)).toEqual({ kind: 'departement', inconnus: ['13'] })
  expect(refusPortee('membre_comite', { departements: [], volets: ['x'] }, etendue)).toEqual({ kind: 'volet', inconnus: ['x'] })
})
