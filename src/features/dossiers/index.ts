/**
 * Dossiers: a structure's answer to a call, as it is read: who may, what it holds, what was filed last. Owns `dossier`.
 * Invariant: a dossier outside the reader's structures does not exist for them.
 */

export { type ComplementOuvert, champOuvert, type PointDemande, pieceOuverteParPoint } from './complements-ouverts.queries.ts'
export { dossiersEtDepots, telQueDepose } from './deposes.queries.ts'
export { type Depot, depotDe, verdictsDuDepot } from './depots.queries.ts'
export { complementAttendu, type Dossier, dossierDuGuichet, mesEcrits, trouverDossier } from './dossiers.queries.ts'
export type { ContenuValide, Partenaire } from './partenaires.queries.ts'
export type { Perimetre } from './perimetre.queries.ts'
export { deMesStructures, idsDeMesStructures, idsDuPerimetre, perimetreDe } from './perimetre.queries.ts'
export { COLONNES_PIECE, type PieceJointe, piecesDe, piecesParId } from './pieces.queries.ts'
