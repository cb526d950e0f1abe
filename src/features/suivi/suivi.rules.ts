import type { DateCivile } from '../../lib/dates.ts'
import type { EtapeSuivi } from '../etats/index.ts'

export type { EtapeSuivi }

/** What becomes of a bilan. `sans_objet`: nobody owes it any more. */
export const ETATS_BILAN = ['a_deposer', 'depose', 'renvoye', 'accepte', 'sans_objet'] as const
export type EtatBilan = (typeof ETATS_BILAN)[number]
/** The one name of each. `service`: what the service reads where it is not the porteur's word. */
export const MOTS_BILAN: Record<EtatBilan, { mot: string; service?: string; ton: 'new' | 'info' | 'warning' | 'success' | 'neutre' }> = {
  a_deposer: { mot: 'À déposer', ton: 'new' },
  depose: { mot: 'Déposé', service: 'Déposé, à lire', ton: 'info' },
  renvoye: { mot: 'Renvoyé', service: 'Renvoyé, à reprendre', ton: 'warning' },
  accepte: { mot: 'Accepté', ton: 'success' },
  sans_objet: { mot: 'Plus attendu', ton: 'neutre' },
}
export const motBilanService = (e: EtatBilan) => MOTS_BILAN[e].service ?? MOTS_BILAN[e].mot

/**
 * Who asks, for one lauréat: a member of the bearer's structure, of a partner's, a référent whose perimeter holds the dossier, an administrateur,
 * a lecteur, or anybody else.
 */
export const RELATIONS_SUIVI = ['porteur', 'partenaire', 'referent', 'administrateur', 'lecteur', 'autre'] as const
export type RelationSuivi = (typeof RELATIONS_SUIVI)[number]

/** Acts on a lauréat, whatever its bilans. One line an act. */
export const ACTES_SUIVI = [
  'lire_suivi',
  'etablir_acte',
  'retirer_acte',
  'deposer_signe',
  'verser',
  'constater_versement',
  'annuler_versement',
  'demander_avenant',
  'retirer_avenant',
  'instruire_avenant',
  'decider_avenant',
] as const
export type ActeSuivi = (typeof ACTES_SUIVI)[number]
/** Acts on one bilan. */
export const ACTES_BILAN = ['lire_bilan', 'remplir_bilan', 'deposer_bilan', 'juger_bilan'] as const
export type ActeBilan = (typeof ACTES_BILAN)[number]

type Qui = readonly RelationSuivi[]
const PORTEUR: Qui = ['porteur']
const SERVICE: Qui = ['referent', 'administrateur']
const PROJET: Qui = ['porteur', 'partenaire']
const TOUS: Qui = ['porteur', 'partenaire', 'referent', 'administrateur']
const toujours = (qui: Qui) => ({ notifie: qui, conventionne: qui, en_cours: qui, solde: qui, abandonne: qui })
/** Once the act is signed, until the last payment. */
const engage = (qui: Qui) => ({ conventionne: qui, en_cours: qui })
const tantQuOuvert = (qui: Qui) => ({ notifie: qui, conventionne: qui, en_cours: qui })

/** The decree: for each act and step, who may. What the service decides is its own: a porteur never accepts its own bilan. */
const DECRET: Record<ActeSuivi | ActeBilan, Partial<Record<EtapeSuivi, Qui>>> = {
  lire_suivi: toujours(TOUS),
  etablir_acte: tantQuOuvert(SERVICE),
  retirer_acte: tantQuOuvert(SERVICE),
  deposer_signe: tantQuOuvert(['porteur', ...SERVICE]),
  verser: engage(SERVICE),
  // what is asked back of an aid given up comes in after it
  constater_versement: { ...engage(SERVICE), abandonne: SERVICE },
  annuler_versement: engage(SERVICE),
  demander_avenant: engage(PORTEUR),
  retirer_avenant: engage(PORTEUR),
  instruire_avenant: engage(SERVICE),
  decider_avenant: engage(['administrateur']),
  lire_bilan: toujours(PROJET),
  remplir_bilan: tantQuOuvert(PORTEUR),
  deposer_bilan: tantQuOuvert(PORTEUR),
  juger_bilan: tantQuOuvert(['referent', 'administrateur']),
}
/** In which states of a bilan each act has a meaning. */
const SUR: Record<ActeBilan, readonly EtatBilan[]> = {
  lire_bilan: ETATS_BILAN,
  remplir_bilan: ['a_deposer', 'renvoye'],
  deposer_bilan: ['a_deposer', 'renvoye'],
  juger_bilan: ['depose'],
}

export const peutSuivre = (acte: ActeSuivi, etape: EtapeSuivi, qui: RelationSuivi): boolean => DECRET[acte][etape]?.includes(qui) ?? false

/** Whether it would be this person's act at some other step. */
export const peutUnJour = (acte: ActeSuivi, qui: RelationSuivi): boolean => Object.values(DECRET[acte]).some(q => q.includes(qui))

/** A bilan is in time on the very day on which it is due, and late from the day after. */
export const echeancePassee = (echeance: DateCivile, jour: DateCivile) => jour > echeance

/** The same for an act on a bilan in this state. Days are another matter: see `depotPossible`. */
export const peutSurBilan = (acte: ActeBilan, b: { etape: EtapeSuivi; etat: EtatBilan }, qui: RelationSuivi): boolean =>
  SUR[acte].includes(b.etat) && (DECRET[acte][b.etape]?.includes(qui) ?? false)
