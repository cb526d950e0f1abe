/**
 * Signatures: decisions that the service presents, read to their end then signed, one recorded act each, by whoever may; or given back with a note (ADR 0052). Owns `presentation`,
 * `lecture_presentation`, `signature_decision`.
 * Invariants: one signs what one has read, to the word; a signature says who, as whom, under which delegation and when; nothing of it leaves in its first minutes.
 */
export { annulerSignatures } from './annuler.ts'
export { lireDocument, noterLecture } from './lire.ts'
export { attendSignature } from './lire-page.ts'
export { placeDe } from './place.ts'
export { type Presentee, presenteesPour, type SigneeEnAttente, signeesAEnvoyer } from './presentations.queries.ts'
export { presenter, reprendrePresentations } from './presenter.ts'
export { Refuses } from './refuses.view.tsx'
export { avantDelai, type Compte, DELAI_MIN, type Refuse } from './signatures.rules.ts'
export { signer } from './signer.ts'
