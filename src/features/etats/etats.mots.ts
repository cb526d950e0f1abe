import type { Preuve } from '../../contexte.ts'
import { formatNombre } from '../../lib/euros.ts'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../cahier/index.ts'
import type { EtapeSuivi, Etat } from '../decret/index.ts'
import { libellePreuve } from '../structures/index.ts'

export type StructureDuDossier = {
  id: string
  nom: string
  type: string
  siren: string | null
  code_insee: string | null
  departement: string | null
  region: string | null
  population: number | null
  rna?: string | null
  /** SIREN of its EPCI, INSEE's bracket of its employees, its revenue in euros: when they are known. */
  epci?: string | null
  effectifs?: string | null
  chiffreAffaires?: number | null
  /** By hand, and not confirmed by the service. */
  declaree?: boolean
  /** The directory says that it exists no longer. */
  fermee?: boolean
}

/** The one name of each, on every page, sheet and list. */
export const MOTS_ETAPE: Record<EtapeSuivi, { mot: string; ton: 'info' | 'success' | 'neutre' }> = {
  notifie: { mot: 'Notifié', ton: 'info' },
  conventionne: { mot: 'Conventionné', ton: 'info' },
  en_cours: { mot: 'En cours', ton: 'info' },
  solde: { mot: 'Soldé', ton: 'success' },
  abandonne: { mot: 'Abandonné', ton: 'neutre' },
}
/** What the state of a dossier that was retained is called: « Retenu » until its act is signed. */
export const motRetenu = (etape: EtapeSuivi | null) =>
  etape === null || etape === 'notifie' ? ({ mot: 'Retenu', ton: 'success' } as const) : MOTS_ETAPE[etape]

type Precisions = { aCompleter?: boolean; etape?: EtapeSuivi | null }
type Mot = { mot: string; ton: 'neutre' | 'info' | 'success' | 'warning' | 'error' }
/**
 * State of a dossier as its structure reads it. `clos`: the call is over; `aCompleter`: the service waits for complements; `etape`: where its
 * follow-up stands.
 */
export function motEtat(etat: Etat, clos: boolean, { aCompleter = false, etape = null }: Precisions = {}): Mot {
  if (aCompleter) return { mot: 'Compléments demandés', ton: 'warning' }
  if (etat === 'depose' || (etat === 'rouvert' && clos)) return { mot: 'Déposé', ton: 'success' }
  if (etat === 'rouvert') return { mot: 'Déposé, en modification', ton: 'success' }
  // passing to the comité and deliberating are steps of the service's own
  if (etat === 'en_instruction' || etat === 'au_comite' || etat === 'delibere') return { mot: 'En instruction', ton: 'success' }
  if (etat === 'preselectionne')
    return clos ? { mot: 'Dossier complet non déposé', ton: 'error' } : { mot: 'Présélectionné', ton: 'success' }
  if (etat === 'non_preselectionne') return { mot: 'Non présélectionné', ton: 'neutre' }
  if (etat === 'irrecevable') return { mot: 'Irrecevable', ton: 'error' }
  if (etat === 'retenu') return motRetenu(etape)
  if (etat === 'liste_complementaire') return { mot: 'Liste complémentaire', ton: 'neutre' }
  if (etat === 'non_retenu') return { mot: 'Non retenu', ton: 'neutre' }
  if (etat === 'sans_suite') return { mot: 'Sans suite', ton: 'neutre' }
  if (etat === 'renonce') return { mot: 'A renoncé', ton: 'neutre' }
  if (etat === 'retire') return { mot: 'Retiré', ton: 'neutre' }
  if (etat === 'abandonne') return { mot: 'Abandonné', ton: 'neutre' }
  return clos ? { mot: 'Non déposé', ton: 'error' } : { mot: 'Brouillon', ton: 'neutre' }
}

/** « Corse-du-Sud (2A) » where the call names its départements. */
const departement = (code: string, appel?: Appel) => {
  const nom = appel?.territoire.departements.find(d => d.code === code)?.nom
  return nom ? `${nom} (${code})` : code
}

/** What is said of a structure declared by hand where a mark cannot be drawn: in a text, a file or a document. */
export const DECLAREE = 'Structure déclarée, non encore confirmée par le service.'

const sirenLisible = (siren: string) => siren.replace(/\B(?=(\d{3})+$)/g, '\u00a0')

/** What the State already knows of the structure, and how we know that the reader or depositor belongs to it. */
export function faitsStructure(s: StructureDuDossier, preuve?: Preuve, appel?: Appel): { libelle: string; valeur: string }[] {
  const type = TYPES_STRUCTURE[s.type as TypeStructure] ?? s.type
  return [
    { libelle: 'Structure', valeur: s.nom },
    { libelle: 'Nature', valeur: type.charAt(0).toUpperCase() + type.slice(1) },
    ...(s.declaree ? [{ libelle: 'Confirmation', valeur: DECLAREE }] : []),
    ...(s.siren ? [{ libelle: 'SIREN', valeur: sirenLisible(s.siren) }] : []),
    ...(s.rna ? [{ libelle: 'RNA', valeur: s.rna }] : []),
    ...(s.departement ? [{ libelle: 'Département', valeur: departement(s.departement, appel) }] : []),
    ...(s.population === null ? [] : [{ libelle: 'Population', valeur: `${formatNombre(s.population)}\u00a0habitants` }]),
    ...(preuve ? [{ libelle: 'Droit d’agir', valeur: `${libellePreuve(preuve)}.` }] : []),
  ]
}
