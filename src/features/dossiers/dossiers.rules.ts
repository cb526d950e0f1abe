import type { Acteur } from '../../contexte.ts'

export const ETATS = ['brouillon', 'depose', 'abandonne'] as const
export type Etat = (typeof ETATS)[number]
export const ACTES = ['lire', 'remplir', 'joindre', 'retirer_piece', 'deposer', 'abandonner', 'lire_accuse', 'exporter'] as const
export type Acte = (typeof ACTES)[number]
/** Who asks, for one dossier: its structure's member, somebody of another structure, an agent (in their perimeter), the administrator, or nobody known. */
export const RELATIONS = ['membre', 'autre_structure', 'agent', 'administrateur', 'personne'] as const
export type Relation = (typeof RELATIONS)[number]

const TOUS_LECTEURS = ['membre', 'agent', 'administrateur'] as const
/** The decree: for each act and state, who may. A draft belongs to its structure alone; once filed nobody changes it. */
const DECRET: Record<Acte, Record<Etat, readonly Relation[]>> = {
  lire: { brouillon: ['membre'], depose: TOUS_LECTEURS, abandonne: ['membre'] },
  remplir: { brouillon: ['membre'], depose: [], abandonne: [] },
  joindre: { brouillon: ['membre'], depose: [], abandonne: [] },
  retirer_piece: { brouillon: ['membre'], depose: [], abandonne: [] },
  deposer: { brouillon: ['membre'], depose: [], abandonne: [] },
  abandonner: { brouillon: ['membre'], depose: [], abandonne: [] },
  lire_accuse: { brouillon: [], depose: TOUS_LECTEURS, abandonne: [] },
  exporter: { brouillon: ['membre'], depose: ['membre'], abandonne: ['membre'] },
}

/** Whether this act is open to this person on a dossier in this state. Dates are another matter: `deposer` looks at the calendar itself. */
export const peut = (acte: Acte, etat: Etat, relation: Relation) => DECRET[acte][etat].includes(relation)

/** How this person stands to a dossier of this structure. Being a member comes before being an agent. */
export function relation(acteur: Acteur | null, structureId: string): Relation {
  if (!acteur) return 'personne'
  if (acteur.structures.some(s => s.id === structureId && s.etat === 'active')) return 'membre'
  if (acteur.roles.some(r => r.role === 'administrateur')) return 'administrateur'
  return acteur.roles.some(r => r.role !== 'lecteur') ? 'agent' : 'autre_structure'
}
