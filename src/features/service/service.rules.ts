import type { Acteur } from '../../contexte.ts'
import { dansPerimetre, mene, type Perimetre, type Situe } from '../perimetre/perimetre.rules.ts'

/** States of a filed dossier that the services read. One that its porteur opened again stands as it was filed. */
export const ETATS_INSTRUITS = [
  'depose',
  'en_instruction',
  'irrecevable',
  'au_comite',
  'delibere',
  'retenu',
  'liste_complementaire',
  'non_retenu',
  'sans_suite',
  'renonce',
  'retire',
] as const
export type EtatInstruit = (typeof ETATS_INSTRUITS)[number]

export const ACTES_INSTRUCTION = [
  'lire',
  'exporter',
  'annoter',
  'etiqueter',
  'affecter',
  'ouvrir',
  'juger',
  'demander_complement',
  'repondre_complement',
  'envoyer_complement',
  'decider_complement',
  'ecrire',
  'demander_avis',
  'rendre_avis',
  'rapporter',
  'declarer_irrecevable',
  'annuler_irrecevabilite',
  'passer_au_comite',
  'renvoyer_en_instruction',
  'compter',
] as const
export type ActeInstruction = (typeof ACTES_INSTRUCTION)[number]

/**
 * Who asks, for one dossier: the administrateur; the référent whose département leads it (départemental) or whose volet it is (régional); a
 * référent of another département that a joint project concerns; one to whom it was given; a member of the comité; an expert asked for an
 * avis; a lecteur; the porteur; a partner; anybody else.
 */
export const PLACES = [
  'administrateur',
  'referent',
  'referent_associe',
  'referent_invite',
  'comite',
  'expert',
  'lecteur',
  'porteur',
  'partenaire',
  'autre',
] as const
export type Place = (typeof PLACES)[number]

const SERVICE = ['administrateur', 'referent', 'referent_associe', 'referent_invite'] as const
/** Who works on the dossier: the one who leads it, or to whom it was given. */
const INSTRUISENT = ['administrateur', 'referent', 'referent_invite'] as const
/** Who decides what becomes of it. */
const MENENT = ['administrateur', 'referent'] as const
const ECHANGENT = [...SERVICE, 'porteur', 'partenaire'] as const
/** Once the comité has deliberated. */
const juges = (qui: readonly Place[]) => ({
  delibere: qui,
  retenu: qui,
  liste_complementaire: qui,
  non_retenu: qui,
  sans_suite: qui,
  renonce: qui,
})
const vivant = (qui: readonly Place[]) => ({ depose: qui, en_instruction: qui, irrecevable: qui, au_comite: qui, ...juges(qui) })
const partout = (qui: readonly Place[]) => ({ ...vivant(qui), retire: qui })

/**
 * The decree of the instruction (C4.4, C5.1, C5.3): for each act and state, who may. Before the relevé one reads and notes; after it one
 * instructs; at the comité and after it the report no longer changes. What porteurs do on their own pages is in the dossiers' decree.
 */
const DECRET: Record<ActeInstruction, Partial<Record<EtatInstruit, readonly Place[]>>> = {
  lire: { ...partout(SERVICE), au_comite: [...SERVICE, 'comite'], ...juges([...SERVICE, 'comite']) },
  exporter: partout(SERVICE),
  annoter: vivant(SERVICE),
  etiqueter: vivant(SERVICE),
  affecter: { en_instruction: MENENT },
  ouvrir: vivant(MENENT),
  juger: { en_instruction: INSTRUISENT },
  demander_complement: { en_instruction: INSTRUISENT },
  // a partner, in the étapes opened to it; the porteur alone sends
  repondre_complement: { en_instruction: ['porteur', 'partenaire'] },
  envoyer_complement: { en_instruction: ['porteur'] },
  decider_complement: { en_instruction: INSTRUISENT },
  ecrire: vivant(ECHANGENT),
  demander_avis: { en_instruction: INSTRUISENT },
  rendre_avis: { en_instruction: ['expert'], au_comite: ['expert'] },
  rapporter: { en_instruction: INSTRUISENT },
  declarer_irrecevable: { en_instruction: MENENT },
  annuler_irrecevabilite: { irrecevable: MENENT },
  passer_au_comite: { en_instruction: MENENT },
  renvoyer_en_instruction: { au_comite: ['administrateur'] },
  compter: partout([...SERVICE, 'comite', 'lecteur']),
}

/** Whether this act is open to whoever stands in this place, on a dossier in this state. */
export const peutInstruire = (acte: ActeInstruction, etat: EtatInstruit, place: Place) => DECRET[acte][etat]?.includes(place) ?? false

/** States from which an act is open to somebody: what a refused act may say. */
export const etatsDe = (acte: ActeInstruction) => ETATS_INSTRUITS.filter(e => DECRET[acte][e])

/** What places somebody before a dossier: their perimeters (interim included), whether it was given to them, whose structures they speak for. */
export type Situation = Situe & { ouvert: boolean; structureId: string; partenaires?: readonly string[] | undefined }

/**
 * Where an account stands before a dossier. Its own structure comes first: whoever bears a project, or is a partner in it, never instructs it.
 * `perimetres`: those of the `Lecteur`, interim included.
 */
export function placeDe(acteur: Acteur, perimetres: readonly Perimetre[], d: Situation): Place {
  const parle = (id: string) => acteur.structures.some(s => s.id === id && s.etat === 'active')
  if (parle(d.structureId)) return 'porteur'
  if (d.partenaires?.some(parle)) return 'partenaire'
  if (acteur.roles.some(r => r.role === 'administrateur')) return 'administrateur'
  if (perimetres.some(p => mene(p, d))) return 'referent'
  if (d.ouvert) return 'referent_invite'
  if (dansPerimetre(perimetres, d)) return 'referent_associe'
  return acteur.roles.some(r => r.role === 'lecteur') ? 'lecteur' : 'autre'
}
