import { describe, expect, it } from 'vitest'
import type { Acteur } from '../../contexte.ts'
import { acteur, roleDe } from '../../test/acteur.ts'
import { perimetres } from '../perimetre/perimetre.rules.ts'
import { placeDe, type Situation } from './service.rules.ts'

/** The call of the dossier, and another one. */
const [A, B] = ['appel-a', 'appel-b']

describe('où l’on est devant un dossier', () => {
  const structure = (id: string, etat: 'active' | 'demandee' = 'active') => ({
    structures: [{ id, nom: id, type: 'commune', departement: '2A', etat, preuve: 'declaree' as const }],
  })
  const role = (r: Acteur['roles'][number]['role'], departements: string[] = [], volets: string[] = []) => ({
    roles: [roleDe(r, departements, volets, A)],
  })
  const D: Situation = {
    appel: A,
    pilote: '2A',
    departements: ['2A', '2B'],
    toutTerritoire: false,
    volet: 'volet_1',
    ouvert: false,
    structureId: 'vico',
    partenaires: ['bastia'],
  }
  it.each([
    ['qui parle pour le porteur', structure('vico'), {}, 'porteur'],
    ['qui parle pour le porteur et instruit aussi', { ...structure('vico'), ...role('administrateur') }, {}, 'porteur'],
    ['dont l’appartenance n’est que demandée', structure('vico', 'demandee'), {}, 'sans_lien'],
    ['qui parle pour un partenaire', { ...structure('bastia'), ...role('referent_regional') }, {}, 'partenaire'],
    ['administratrice', role('administrateur'), {}, 'administrateur'],
    ['référente du département du porteur', role('referent_departemental', ['2A'], ['volet_1']), {}, 'referent'],
    ['référente d’un département associé', role('referent_departemental', ['2B'], ['volet_1']), {}, 'referent_associe'],
    [
      'référente d’un département associé, à qui on l’a ouvert',
      role('referent_departemental', ['2B']),
      { ouvert: true },
      'referent_invite',
    ],
    ['référente d’un autre volet', role('referent_regional', [], ['volet_4']), {}, 'sans_lien'],
    ['référente d’un autre volet, à qui on l’a ouvert', role('referent_regional', [], ['volet_4']), { ouvert: true }, 'referent_invite'],
    [
      'référente du même département et du même volet, d’un autre appel',
      role('referent_departemental', ['2A'], ['volet_1']),
      { appel: B },
      'sans_lien',
    ],
    ['administratrice, de quelque appel que ce soit', role('administrateur'), { appel: B }, 'administrateur'],
    ['lectrice', role('lecteur'), {}, 'sans_lien'],
    ['référente sans son second facteur', { rolesEnAttente: role('referent_regional').roles }, {}, 'sans_lien'],
  ] as const)('%s', (_qui, v, plus, attendu) => {
    const a = acteur(v as Partial<Acteur>)
    expect(placeDe(a, perimetres(a.roles), { ...D, ...plus })).toBe(attendu)
  })
})
