import { router } from '../../http.ts'
import { complementsRoutes } from './complements/complements.routes.tsx'
import { copieRoutes } from './copie/copie.routes.tsx'
import { depotRoutes } from './depot/depot.routes.tsx'
import { reouvertureRoutes } from './depot/reouverture.routes.tsx'
import { retraitRoutes } from './depot/retrait.routes.tsx'
import { verifierRoutes } from './depot/verifier.routes.tsx'
import { derogationsRoutes } from './derogations/derogations.routes.tsx'
import { espaceRoutes } from './espace/espace.routes.tsx'
import { etapesRoutes, rendreRefusPiece } from './etapes/etapes.routes.tsx'
import { exportsRoutes } from './exports/exports.routes.ts'
import { renoncementRoutes } from './notification/renoncement.routes.tsx'
import { partenairesRoutes } from './partenaires/partenaires.routes.tsx'
import { partenariatRoutes } from './partenaires/partenariat.routes.tsx'
import { validationRoutes } from './partenaires/validation.routes.tsx'
import { piecesRoutes } from './pieces/pieces.routes.tsx'

/** What a porteur and their partners see of their dossiers, and do; the later closing that the administrator grants to one. */
export const dossiersRoutes = () =>
  router()
    .route('/', espaceRoutes())
    .route('/', verifierRoutes())
    .route('/', piecesRoutes(rendreRefusPiece))
    .route('/', partenairesRoutes())
    .route('/', partenariatRoutes())
    .route('/', validationRoutes())
    .route('/', etapesRoutes())
    .route('/', complementsRoutes())
    .route('/', depotRoutes())
    .route('/', exportsRoutes())
    .route('/', copieRoutes())
    .route('/', reouvertureRoutes())
    .route('/', retraitRoutes())
    .route('/', renoncementRoutes())
    .route('/', derogationsRoutes())
