/**
 * Seals: each act, letter and receipt that leaves bears the guichet's seal (PAdES), and anybody may ask whether one is whole (ADR 0049). Owns `document_scelle`.
 * Invariants: a document is sealed once, when it is final, and what is kept is its sealed bytes; a seal proves that bytes are whole, it is the signature of nobody.
 */
export { type Examen, examiner, lireDocument, scellesParEmpreinte } from './examiner.ts'
export { type AScelle, type Garde, garderScelle, inscrireSceau, type Outils as OutilsSceau, scelleUneFois } from './garder.ts'
export { fabriquerSceau, lireSceau, ouvrirSceau } from './ouvrir-sceau.ts'
export type { Sceau } from './sceau.ts'
