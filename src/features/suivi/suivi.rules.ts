import type { DateCivile } from '../../lib/dates.ts'
import type { Appel } from '../cahier/index.ts'
import { peut } from '../decret/decret.rules.ts'
import type { Place } from '../decret/droit.rules.ts'
import type { EtapeSuivi } from '../decret/laureat.rules.ts'

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

/** Acts on one bilan. */
export const ACTES_BILAN = ['lire_bilan', 'remplir_bilan', 'deposer_bilan', 'juger_bilan'] as const
export type ActeBilan = (typeof ACTES_BILAN)[number]

/** In which states of a bilan each act has a meaning. */
const SUR: Record<ActeBilan, readonly EtatBilan[]> = {
  lire_bilan: ETATS_BILAN,
  remplir_bilan: ['a_deposer', 'renvoye'],
  deposer_bilan: ['a_deposer', 'renvoye'],
  juger_bilan: ['depose'],
}

/** A bilan is in time on the very day on which it is due, and late from the day after. */
export const echeancePassee = (echeance: DateCivile, jour: DateCivile) => jour > echeance

/** The same for an act on a bilan in this state. Days are another matter: see `depotPossible`. */
export const peutSurBilan = (acte: ActeBilan, b: { etape: EtapeSuivi; etat: EtatBilan }, qui: Place): boolean =>
  SUR[acte].includes(b.etat) && peut(qui, acte, { laureat: b.etape })

/** Codes of the natures of expense that are in the base that the aid pays (C5.3). */
export const naturesEligibles = (appel: Appel) =>
  appel.natures.filter(n => n.eligible === 'oui' || n.eligible === 'marginale').map(n => n.code)
