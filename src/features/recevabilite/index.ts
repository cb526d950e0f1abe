/**
 * Recevabilité: the rules of a call, evaluated on facts, and the sentences that explain the result. Owns no table, reads no clock and no database.
 * Invariant: what is missing is never taken for zero, and no text typed by a person reaches the rule engine.
 */
import type { Appel } from '../appels/appel.schema.ts'
import type { Faits, Usage, Verdict } from './types.ts'

export type { Entree, Faits, Reponse, Resultat, Usage, Verdict } from './types.ts'
export { LIBELLES_RESULTAT, RESULTATS } from './types.ts'

/** Rules of one version of a call, compiled once. */
export type ReglesPretes = { evaluer: (faits: Faits, usage: Usage) => Verdict[] }
export type PreparerRegles = (appel: Appel) => ReglesPretes
export type Evaluer = (regles: ReglesPretes, faits: Faits, usage: Usage) => Verdict[]
