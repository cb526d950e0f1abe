/**
 * The journal. Owns `evenement` and `journal_tete`. Invariant: append-only, each row sealed by the SHA-256 of its content and of the row
 * before it; the seal is made by the database itself.
 */
export { ACTES_D_UN_DOSSIER, ACTES_TUS, type ActeDUnDossier, type ActeDuJournal, phraseDe } from './actes.ts'
export { journaliser } from './journaliser.ts'
export { type LigneConnue, type Verification, verifierChaine, verifierJournal } from './verifier-journal.ts'
