/**
 * Constats: the rules of a filed dossier as the service reads them, with what somebody said otherwise and why. Owns `verdict_humain`.
 * Invariant: the automatic verdict of the filing stays as it was; a person’s word is added beside it, with its reason.
 */

export { reglesInstruites } from './constats.queries.ts'
export {
  A_TRANCHER,
  aTrancher,
  type Constat,
  constatComplet,
  constatRecevable,
  MOTIF_MAX,
  ordreDesClauses,
  type RegleInstruite,
  retenu,
  type VerdictHumain,
} from './constats.ts'
export { juger, RESULTATS_HUMAINS, type RefusJugement } from './juger.ts'
