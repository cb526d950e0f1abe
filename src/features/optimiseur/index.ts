/**
 * Optimiseur: proposes how to share an envelope, proven optimal and explained, as plain data in and out, computed in a thread of its own (ADR 0012). Owns no table.
 * Invariant: no proposed amount comes out that was not checked to the cent.
 */

export type { Avancement, ResultatScenario } from './calculer.ts'
export { evaluer, ruptures } from './evaluer.ts'
export { CALCULS_MAX, lancerExplication, lancerScenario, MOTEUR, rejouerCalcul } from './lancer.ts'
export { ceQuIlFaudrait, direRupture, nommer } from './phrases.ts'
export { direPourquoi } from './pourquoi.ts'
export type { Attribution, Cle, Objectif, Probleme } from './probleme.ts'
export { cles, probleme } from './probleme.ts'
export type { OptionsTirages } from './robustesse.ts'
