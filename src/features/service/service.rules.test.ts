import { describe, expect, it } from 'vitest'
import type { Acteur } from '../../contexte.ts'
import { acteur } from '../../test/acteur.ts'
import { perimetres } from '../perimetre/perimetre.rules.ts'
import {
  ACTES_INSTRUCTION,
  type ActeInstruction,
  ETATS_INSTRUITS,
  type EtatInstruit,
  etatsDe,
  PLACES,
  peutInstruire,
  placeDe,
  type Situation,
} from './service.rules.ts'

/**
 * The decree written again, as a table: one line an act, one column a state (déposé, en instruction, irrecevable, au comité, délibéré and the three
 * decisions, which are alike, retiré), and in each
 * the places that may. A administrateur, R référent qui mène, S référent associé, I référent invité, C comité, X expert, L lecteur, P porteur,
 * Q partenaire, Z autre.
 */
const LETTRE = {
  administrateur: 'A',
  referent: 'R',
  referent_associe: 'S',
  referent_invite: 'I',
  comite: 'C',
  expert: 'X',
  lecteur: 'L',
  porteur: 'P',
  partenaire: 'Q',
  autre: 'Z',
} as const
type Colonnes = [depose: string, enInstruction: string, irrecevable: string, auComite: string, juge: string, retire: string]
const COLONNE: Record<EtatInstruit, number> = {
  depose: 0,
  en_instruction: 1,
  irrecevable: 2,
  au_comite: 3,
  delibere: 4,
  retenu: 4,
  liste_complementaire: 4,
  non_retenu: 4,
  sans_suite: 4,
  renonce: 4,
  retire: 5,
}
const TABLE: Record<ActeInstruction, Colonnes> = {
  lire: ['ARSI', 'ARSI', 'ARSI', 'ARSIC', 'ARSIC', 'ARSI'],
  exporter: ['ARSI', 'ARSI', 'ARSI', 'ARSI', 'ARSI', 'ARSI'],
  annoter: ['ARSI', 'ARSI', 'ARSI', 'ARSI', 'ARSI', ''],
  etiqueter: ['ARSI', 'ARSI', 'ARSI', 'ARSI', 'ARSI', ''],
  affecter: ['', 'AR', '', '', '', ''],
  ouvrir: ['AR', 'AR', 'AR', 'AR', 'AR', ''],
  juger: ['', 'ARI', '', '', '', ''],
  demander_complement: ['', 'ARI', '', '', '', ''],
  repondre_complement: ['', 'PQ', '', '', '', ''],
  envoyer_complement: ['', 'P', '', '', '', ''],
  decider_complement: ['', 'ARI', '', '', '', ''],
  ecrire: ['ARSIPQ', 'ARSIPQ', 'ARSIPQ', 'ARSIPQ', 'ARSIPQ', ''],
  demander_avis: ['', 'ARI', '', '', '', ''],
  rendre_avis: ['', 'X', '', 'X', '', ''],
  rapporter: ['', 'ARI', '', '', '', ''],
  declarer_irrecevable: ['', 'AR', '', '', '', ''],
  annuler_irrecevabilite: ['', '', 'AR', '', '', ''],
  passer_au_comite: ['', 'AR', '', '', '', ''],
  renvoyer_en_instruction: ['', '', '', 'A', '', ''],
  compter: ['ARSILC', 'ARSILC', 'ARSILC', 'ARSILC', 'ARSILC', 'ARSILC'],
}

describe('qui peut quoi sur un dossier en instruction', () => {
  it.each(ACTES_INSTRUCTION.flatMap(a => ETATS_INSTRUITS.flatMap(e => PLACES.map(p => [a, e, p] as const))))(
    '%s, dossier %s, par %s',
    (acte, etat, place) => {
      expect(peutInstruire(acte, etat, place)).toBe(TABLE[acte][COLONNE[etat]]!.includes(LETTRE[place]))
    },
  )
  it('dit de quels états un acte part', () => {
    expect(etatsDe('juger')).toEqual(['en_instruction'])
    expect(etatsDe('annuler_irrecevabilite')).toEqual(['irrecevable'])
  })
})

describe('où l’on est devant un dossier', () => {
  const structure = (id: string, etat: 'active' | 'demandee' = 'active') => ({
    structures: [{ id, nom: id, type: 'commune', departement: '2A', etat, preuve: 'declaree' as const }],
  })
  const role = (r: Acteur['roles'][number]['role'], departements: string[] = [], volets: string[] = []) => ({
    roles: [{ role: r, departements, volets }],
  })
  const D: Situation = {
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
    ['dont l’appartenance n’est que demandée', structure('vico', 'demandee'), {}, 'autre'],
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
    ['référente d’un autre volet', role('referent_regional', [], ['volet_4']), {}, 'autre'],
    ['référente d’un autre volet, à qui on l’a ouvert', role('referent_regional', [], ['volet_4']), { ouvert: true }, 'referent_invite'],
    ['lectrice', role('lecteur'), {}, 'lecteur'],
    ['référente sans son second facteur', { rolesEnAttente: role('referent_regional').roles }, {}, 'autre'],
  ] as const)('%s', (_qui, v, plus, attendu) => {
    const a = acteur(v as Partial<Acteur>)
    expect(placeDe(a, perimetres(a.roles), { ...D, ...plus })).toBe(attendu)
  })
})
