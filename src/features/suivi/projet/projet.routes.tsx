import { router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { actesRoutes } from '../actes/actes.routes.tsx'
import { avenantsRoutes } from '../avenants/avenants.routes.tsx'
import { scansRoutes } from '../scans/scans.routes.tsx'
import { versementsRoutes } from '../versements/versements.routes.tsx'
import { exige, pageDuProjet } from './reponses.tsx'

/** One lauréat, on both sides: its act, its payments, its amendments; and the signed acts of many. */
export const projetSuiviRoutes = () =>
  router()
    .get(paths.suivi.dossier, exige.service, c => pageDuProjet(c, 'service'))
    .et(actesRoutes())
    .et(scansRoutes())
    .et(versementsRoutes())
    .et(avenantsRoutes())
