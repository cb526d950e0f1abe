/**
 * Rights over one's data: export, erasure on request, retention with its notices, archive of a call. Owns `preavis`, `emport` and the column `dossier.efface_le`.
 * Invariant: nothing is erased without having been announced or asked; what a legal duty keeps stays.
 */
export { conserver } from './retention/conserver.ts'
export { compterEchus, type Objet as ObjetEchu } from './retention/retention.queries.ts'
