import { expect, test } from 'vitest'
import type { Role } from '../../contexte.ts'
import { dansPerimetre, perimetres } from './perimetre.rules.ts'

const role = (role: Role['role'], departements: string[] = [], volets: string[] = []): Role => ({ role, departements, volets })
const VOLETS_123 = ['volet_1', 'volet_2', 'volet_3']
const ROLES = {
  'référent de Corse-du-Sud': role('referent_departemental', ['2A'], VOLETS_123),
  'référent de Haute-Corse': role('referent_departemental', ['2B'], VOLETS_123),
  'référent départemental sans département': role('referent_departemental', [], VOLETS_123),
  'référent régional': role('referent_regional', [], ['volet_4']),
  administrateur: role('administrateur'),
  lecteur: role('lecteur'),
}
const DOSSIERS = {
  '2A volet 1': { departement: '2A', volet: 'volet_1' },
  '2A volet 4': { departement: '2A', volet: 'volet_4' },
  '2B volet 3': { departement: '2B', volet: 'volet_3' },
  '2B volet 4': { departement: '2B', volet: 'volet_4' },
  'Collectivité de Corse volet 2': { departement: null, volet: 'volet_2' },
  'sans volet': { departement: '2A', volet: null },
}
/** The decree: who reads what. One line a role, one column a dossier, in the order above. */
const TABLE: Record<keyof typeof ROLES, boolean[]> = {
  'référent de Corse-du-Sud': [true, false, false, false, true, false],
  'référent de Haute-Corse': [false, false, true, false, true, false],
  'référent départemental sans département': [false, false, false, false, false, false],
  'référent régional': [false, true, false, true, false, false],
  administrateur: [true, true, true, true, true, true],
  lecteur: [false, false, false, false, false, false],
}

test.each(Object.entries(TABLE))('%s ne voit que les dossiers de son périmètre', (nom, attendu) => {
  const ps = perimetres([ROLES[nom as keyof typeof ROLES]])
  expect(Object.values(DOSSIERS).map(d => dansPerimetre(ps, d))).toEqual(attendu)
})

test('deux rôles s’ajoutent', () => {
  const ps = perimetres([ROLES['référent de Corse-du-Sud'], ROLES['référent régional']])
  expect(Object.values(DOSSIERS).map(d => dansPerimetre(ps, d))).toEqual([true, true, false, true, true, false])
})
