/**
 * The journal. Owns `evenement`, `journal_tete` and `journal_preuve` (what the last verification found). Invariant: append-only, each row sealed by the SHA-256 of its content and of the row
 * before it; the seal is made by the database itself.
 */
export { ACTES_D_UN_DOSSIER, ACTES_TUS, type ActeDUnDossier, type ActeDuJournal, phraseDe } from './actes.ts'
export { derniersActes } from './ecran/lignes.ts'
export { journaliser } from './journaliser.ts'
export { preuveDe } from './preuve/preuve.queries.ts'
export { prouverJournal, TACHE_PREUVE } from './preuve/prouver.ts'
export { type LigneConnue, type Verification, verifierChaine, verifierJournal } from './verifier-journal.ts'
