/**
 * Enveloppes: how the money of a call is shared out. The ledger (`enveloppe`, `decision`, `imputation`, `mouvement`) is kept by the database
 * (ADR 0013); the optimiser proposes an allocation, proven optimal and explained, as plain data in and out, computed in a thread of its own.
 * Invariants: decisions never exceed the envelope, whoever acts at once; no proposed amount comes out that was not checked to the cent.
 */
export { decisionEnVigueur } from './decisions.queries.ts'
export { ecrireDecision, remplacerDecision } from './ecrire-decision.ts'
export { type EnveloppeLue, enveloppesDe } from './enveloppes.queries.ts'
export type { Avancement, ResultatScenario } from './optimiser/calculer.ts'
export { evaluer, ruptures } from './optimiser/evaluer.ts'
export { CALCULS_MAX, lancerExplication, lancerScenario, MOTEUR, rejouerCalcul } from './optimiser/lancer.ts'
export { ceQuIlFaudrait, direRupture, nommer } from './optimiser/phrases.ts'
export { direPourquoi } from './optimiser/pourquoi.ts'
export type { Attribution, Cle, Objectif, Probleme } from './optimiser/probleme.ts'
export { cles, probleme } from './optimiser/probleme.ts'
export type { OptionsTirages } from './optimiser/robustesse.ts'
export { ouvrirEnveloppes } from './ouvrir-enveloppes.ts'
