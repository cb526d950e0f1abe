/**
 * Espace: what a porteur finds when they come: their dossiers, what waits for them, a new draft. Owns no table.
 */

export { dossiersAttaches, structuresSansMembre } from './attaches.queries.ts'
export { type Brouillon, brouillonsDe, type Creation, creerDossier, type DejaDit, ouvrirBrouillon } from './creer.ts'
export type { InvitationPartenaire } from './espace.queries.ts'
