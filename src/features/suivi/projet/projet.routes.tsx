import { router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { exige } from '../exige.ts'
import { scansRoutes } from '../scans/scans.routes.tsx'
import { actesRoutes } from './actes.routes.tsx'
import { avenantsRoutes } from './avenants.routes.tsx'
import { pageDuProjet } from './reponses.tsx'
import { versementsRoutes } from './versements.routes.tsx'

/** One lauréat, on both sides: its act, its payments, its amendments; and the signed acts of many. */
export const projetSuiviRoutes = () =>
  router()
    .get(paths.suivi.dossier, exige.service, c => pageDuProjet(c, 'service'))
    .et(actesRoutes())
    .et(scansRoutes())
    .et(versementsRoutes())
    .et(avenantsRoutes())
