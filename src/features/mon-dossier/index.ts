/**
 * Mon dossier: the pages in which a porteur and their partners fill a dossier in, file it and read it once filed; saving, field by field. Owns no table.
 * Invariant: what somebody else has written meanwhile is never lost: it is merged or shown.
 */

export { pageDepose, pageDeposeAEssai } from './depose.page.tsx'
export { enregistrerEtape, type RefusEnregistrement } from './enregistrer.ts'
export { illisiblesDe, pageDepot, pageEtape, pointsBloquants, pointsEngagements } from './etape.page.tsx'
export { lireDossier, versDossier } from './lire-dossier.ts'
export { pageNeChangePlus } from './ne-change-plus.page.tsx'
export { NonDeposePage } from './non-depose.view.tsx'
export { pageRefusPiece, pageRefusPieces } from './refus-piece.page.tsx'
export { remplir } from './remplir.ts'
export { retourDuRefus } from './retour-du-depot.ts'
