/**
 * Enveloppes: how the money of a call is shared out. The ledger (`enveloppe`, `decision`, `imputation`, `mouvement`) is kept by the database
 * (ADR 0013). Invariant: decisions never exceed the envelope, whoever acts at once.
 */
export { decisionEnVigueur } from './decisions.queries.ts'
export { ecrireDecision, remplacerDecision } from './ecrire-decision.ts'
export { aRepartir, type EnveloppeLue, enveloppesDe } from './enveloppes.queries.ts'
export { type AJoindre, documentsAJoindre } from './mouvements/a-joindre.ts'
export { type RestePublic, restesPublics } from './mouvements/reste-public.ts'
export { ouvrirEnveloppes } from './ouvrir-enveloppes.ts'
