/**
 * Dossiers: a structure's answer to a call, from the empty draft to the filing and its receipt. Owns `dossier`, `piece`, `depot`, `verdict`.
 * Invariant: a dossier is filed once, in time, with nothing that blocks; what was filed never changes, and its SHA-256 proves it.
 */
import { router } from '../../http.ts'
import { depotRoutes } from './depot.routes.tsx'
import { espaceRoutes } from './espace.routes.tsx'
import { etapesRoutes, rendreRefusPiece } from './etapes.routes.tsx'
import { piecesRoutes } from './pieces.routes.tsx'
import { verifierRoutes } from './verifier.routes.tsx'

export { abandonnerDossier } from './abandonner.ts'
export { servirAccuse } from './accuse-servir.ts'
export { creerDossier } from './creer.ts'
export { deposerDossier } from './deposer.ts'
export type { ContenuDepose } from './depot.contenu.ts'
export { type Depot, type Dossier, depotDe, dossierDepose, verdictsDuDepot } from './dossiers.queries.ts'
export { type Etat, peut, type Relation, relation } from './dossiers.rules.ts'
export { enregistrerEtape } from './enregistrer.ts'
export { joindrePiece } from './joindre-piece.ts'
export { type Lecture, lireRegles } from './lecture.ts'
export { faitsStructure } from './mots.ts'
export { type PieceJointe, pieceDuDossier, piecesDe } from './pieces.queries.ts'
export { servirPiece } from './pieces-servir.ts'
export { DossierRelu, type RelectureProps } from './relecture.view.tsx'
export { retirerPiece } from './retirer-piece.ts'

export const dossiersRoutes = () =>
  router()
    .route('/', espaceRoutes())
    .route('/', verifierRoutes())
    .route('/', piecesRoutes(rendreRefusPiece))
    .route('/', etapesRoutes())
    .route('/', depotRoutes())
