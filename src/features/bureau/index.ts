/**
 * Bureau: the desk after the decisions (ADR 0053). Every lauréat with the step it is at, and the acts that are made of many at once: presented, engaged, sent, paid. Owns `engagement`,
 * `export_paiement`, `export_paiement_ligne`.
 * Invariants: a closed step says what opens it, and its act refuses as well; each of many is done or refused by itself, with why; what left is never taken back.
 */
export { engager } from './engager.ts'
export { type Envoi, envoyerDues } from './envoyer-dues.ts'
