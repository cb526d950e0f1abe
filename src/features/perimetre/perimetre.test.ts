import { expect, test } from 'vitest'
import type { Role } from '../../contexte.ts'
import { roleDe } from '../../test/acteur.ts'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { dansPerimetre, mene, perimetres, perimetresDesChiffres, type Situe } from './perimetre.rules.ts'
import { libellePerimetre } from './perimetre.ts'

/** Roles of the call of the dossiers below; « ailleurs », the same of another call. */
const [ICI, AILLEURS] = ['appel-ici', 'appel-ailleurs']
const role = (role: Role['role'], departements: string[] = [], volets: string[] = []) => roleDe(role, departements, volets, ICI)
const VOLETS_123 = ['volet_1', 'volet_2', 'volet_3']
const ROLES = {
  'référent de Corse-du-Sud': role('referent_departemental', ['2A'], VOLETS_123),
  'référent de Haute-Corse': role('referent_departemental', ['2B'], VOLETS_123),
  'référent départemental sans département': role('referent_departemental', [], VOLETS_123),
  'référent régional': role('referent_regional', [], ['volet_4']),
  administrateur: role('administrateur'),
  lecteur: role('lecteur'),
  'membre du comité': role('membre_comite', ['2A']),
  'référent de Corse-du-Sud ailleurs': roleDe('referent_departemental', ['2A'], VOLETS_123, AILLEURS),
  'référent régional ailleurs, de tous les volets': roleDe('referent_regional', [], [], AILLEURS),
  'référent régional sans appel': { role: 'referent_regional', perimetres: [] } as Role,
  'référent régional de tous les appels': roleDe('referent_regional'),
  'référent de Corse-du-Sud ici, de tout ailleurs': {
    role: 'referent_departemental',
    perimetres: [
      { appel: ICI, departements: ['2A'], volets: VOLETS_123 },
      { appel: AILLEURS, departements: ['2A', '2B'], volets: [] },
    ],
  } as Role,
}
const de = (pilote: string | null, volet: string | null, avec: string[] = []): Situe => ({
  appel: ICI,
  pilote,
  volet,
  departements: [...(pilote ? [pilote] : []), ...avec],
  toutTerritoire: pilote === null,
})
const DOSSIERS = {
  '2A volet 1': de('2A', 'volet_1'),
  '2A volet 4': de('2A', 'volet_4'),
  '2B volet 3': de('2B', 'volet_3'),
  '2B volet 4': de('2B', 'volet_4'),
  'Collectivité de Corse volet 2': de(null, 'volet_2'),
  'sans volet': de('2A', null),
  '2A volet 1 avec une commune de 2B': de('2A', 'volet_1', ['2B']),
  '2A volet 1 avec la Collectivité de Corse': { ...de('2A', 'volet_1'), toutTerritoire: true },
}
/** The decree: who reads what, and (M) who leads. One line a role, one column a dossier, in the order above. */
const TABLE: Record<keyof typeof ROLES, string> = {
  'référent de Corse-du-Sud': 'M - - - M - M M',
  'référent de Haute-Corse': '- - M - M - L L',
  'référent départemental sans département': '- - - - - - - -',
  'référent régional': '- M - M - - - -',
  administrateur: 'M M M M M M M M',
  lecteur: '- - - - - - - -',
  'membre du comité': '- - - - - - - -',
  'référent de Corse-du-Sud ailleurs': '- - - - - - - -',
  'référent régional ailleurs, de tous les volets': '- - - - - - - -',
  'référent régional sans appel': '- - - - - - - -',
  'référent régional de tous les appels': 'M M M M M M M M',
  'référent de Corse-du-Sud ici, de tout ailleurs': 'M - - - M - M M',
}

test.each(Object.entries(TABLE))('%s ne voit que les dossiers de son périmètre, et mène ceux de son département', (nom, attendu) => {
  const ps = perimetres([ROLES[nom as keyof typeof ROLES]])
  const vu = (d: Situe) => (ps.some(p => mene(p, d)) ? 'M' : dansPerimetre(ps, d) ? 'L' : '-')
  expect(Object.values(DOSSIERS).map(vu).join(' ')).toBe(attendu)
})

/** What those who read no dossier may count: the same columns. Whoever reads dossiers counts by `perimetres`, and gains nothing here. */
test.each([
  [role('membre_comite', ['2A']), 'oui oui oui oui oui oui oui oui'],
  [role('lecteur'), 'oui oui oui oui oui oui oui oui'],
  [role('lecteur', ['2B']), '- - oui oui oui - oui oui'],
  [role('lecteur', [], ['volet_4']), '- oui - oui - - - -'],
  [role('administrateur'), '- - - - - - - -'],
  [ROLES['référent de Corse-du-Sud'], '- - - - - - - -'],
  [ROLES['référent régional'], '- - - - - - - -'],
  [roleDe('membre_comite', [], [], AILLEURS), '- - - - - - - -'],
  [roleDe('lecteur', [], [], AILLEURS), '- - - - - - - -'],
  [roleDe('lecteur'), 'oui oui oui oui oui oui oui oui'],
] as const)('%o compte ce que dit son rôle, et rien de plus', (r, attendu) => {
  const ps = perimetresDesChiffres([r])
  expect(
    Object.values(DOSSIERS)
      .map(d => (dansPerimetre(ps, d) ? 'oui' : '-'))
      .join(' '),
  ).toBe(attendu)
})

test('deux rôles s’ajoutent', () => {
  const ps = perimetres([ROLES['référent de Corse-du-Sud'], ROLES['référent régional']])
  expect(
    Object.values(DOSSIERS)
      .slice(0, 6)
      .map(d => dansPerimetre(ps, d)),
  ).toEqual([true, true, false, true, true, false])
})

test('qui mène un dossier le voit', () => {
  for (const r of Object.values(ROLES))
    for (const p of perimetres([r])) for (const d of Object.values(DOSSIERS)) if (mene(p, d)) expect(dansPerimetre([p], d)).toBe(true)
})

test('un périmètre se lit avec le nom de ses départements et le numéro de ses volets', () => {
  const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
  const autre = { appelId: AILLEURS!, appel: { ...appel, titre: 'Fonds 2A' } }
  const ici = { appelId: ICI!, appel }
  const dire = (nom: keyof typeof ROLES, appels = [ici]) => libellePerimetre(perimetres([ROLES[nom]]), appels).replaceAll('\u00a0', ' ')
  expect(dire('référent de Corse-du-Sud')).toBe('Corse-du-Sud, volets 1, 2 et 3')
  expect(dire('référent de Haute-Corse')).toBe('Haute-Corse, volets 1, 2 et 3')
  expect(dire('référent régional')).toBe('Tout le territoire, volet 4')
  expect(dire('référent régional sans appel')).toBe('aucun appel')
  expect(dire('référent de Corse-du-Sud ailleurs', [ici, autre])).toBe('Fonds 2A : Corse-du-Sud, volets 1, 2 et 3')
  expect(dire('référent régional de tous les appels', [ici, autre])).toBe('Tout le territoire, tous les volets')
})
