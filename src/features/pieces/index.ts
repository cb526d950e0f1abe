/**
 * Pièces: the files of a dossier, sent whole or by parts, kept when replaced, served to who may read. Owns `piece` and `televersement`.
 */

export { fluxRequete } from './flux-requete.ts'
export { joindrePiece } from './joindre-piece.ts'
export { noterInfection } from './noter-infection.ts'
export { marquerRetirees, pieceDuDossier, piecesLues } from './pieces.queries.ts'
export { champPiece, ENVOI_DES_PIECES, etapeDesPieces, type RefusPiece } from './pieces.rules.ts'
export { PiecesDuDossier } from './pieces-du-dossier.tsx'
export { servirPiece } from './pieces-servir.ts'
export { purgerOrphelins, purgerTeleversements } from './purger.ts'
