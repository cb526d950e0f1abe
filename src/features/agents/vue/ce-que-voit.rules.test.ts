import { expect, test } from 'vitest'
import type { Role } from '../../../contexte.ts'
import { jamaisVu } from '../guichet/jamais.rules.ts'
import { ceQueVoit } from './ce-que-voit.rules.ts'

const LUS = { lus: 3, tous: 8, perimetre: 'Corse-du-Sud' }
/** What each role sees, written again by hand; the order is the table's. */
const VUS: Record<Role['role'], string[]> = {
  referent_departemental: [
    'Dossiers déposés',
    'Pièces, coordonnées et historique',
    'Échanges avec les porteurs',
    'Chiffres du tableau de bord',
  ],
  referent_regional: ['Dossiers déposés', 'Pièces, coordonnées et historique', 'Échanges avec les porteurs', 'Chiffres du tableau de bord'],
  direction: ['Dossiers déposés', 'Pièces, coordonnées et historique', 'Chiffres du tableau de bord', 'Mouvements des enveloppes'],
  lecteur: ['Chiffres du tableau de bord'],
  membre_comite: ['Notes et débats du comité', 'Chiffres du tableau de bord'],
  signataire: [],
  administrateur: [
    'Dossiers déposés',
    'Pièces, coordonnées et historique',
    'Échanges avec les porteurs',
    'Notes et débats du comité',
    'Chiffres du tableau de bord',
    'Mouvements des enveloppes',
    'Délégations de signature',
    'Studio et administration',
  ],
}

test.each(Object.keys(VUS) as Role['role'][])('ce que voit qui est %s', role => {
  const lignes = ceQueVoit([{ role }], LUS)
  expect(lignes.filter(l => l.voit).map(l => l.quoi)).toEqual(VUS[role])
  expect(lignes.filter(l => l.pourquoi === '')).toEqual([])
})

test('les dossiers lus sont comptés, avec leur périmètre', () => {
  expect(ceQueVoit([{ role: 'referent_regional' }], LUS)[0]!.pourquoi).toBe('3 sur 8\u00a0dossiers\u00a0: Corse-du-Sud')
})

test.each([
  [['referent_regional'], {}, undefined],
  [['lecteur', 'direction'], {}, undefined],
  [['referent_regional', 'membre_comite'], {}, 'comite'],
  [['referent_regional'], { siege: true }, 'comite'],
  [['referent_regional', 'signataire'], {}, 'signataire'],
  [['administrateur', 'lecteur'], {}, 'administration'],
  [[], {}, 'sans_role'],
  [['lecteur'], { facteur: false }, 'sans_facteur'],
] as const)('%s %o\u00a0: %s', (roles, plus, attendu) => {
  expect(jamaisVu({ roles: roles.map(role => ({ role })), siege: false, facteur: true, ...plus })).toBe(attendu)
})
