import { administrationRoutes } from './features/administration/index.ts'
import { ancragesRoutes } from './features/ancrages/index.ts'
import { appelsRoutes } from './features/appels/index.ts'
import { comiteRoutes } from './features/comite/index.ts'
import { comptesRoutes } from './features/comptes/index.ts'
import { conservationRoutes } from './features/conservation/index.ts'
import { demoRoutes } from './features/demo/index.ts'
import { devRoutes } from './features/dev/index.ts'
import { donneesOuvertesRoutes } from './features/donnees-ouvertes/index.ts'
import { dossiersAttaches, dossiersRoutes, structuresSansMembre } from './features/dossiers/index.ts'
import { instructionRoutes, prevenirService } from './features/instruction/index.ts'
import { laureatsRoutes, resultatsDe } from './features/laureats/index.ts'
import { notificationsRoutes } from './features/notifications/index.ts'
import { siteRoutes } from './features/site/index.ts'
import { structuresRoutes } from './features/structures/index.ts'
import {
  attentesDuSuivi,
  bilansParEmpreinte,
  lectureRoutes,
  portefeuilleRoutes,
  projetSuiviRoutes,
  suiviRoutes,
  versementsDuProjet,
} from './features/suivi/index.ts'
import { type Deps, router } from './http.ts'

/** Every feature's routes. The demonstration's pages do not exist in production. */
export function routes(d: Deps) {
  const app = router()
  const appels = () => appelsRoutes({ resultatsDe })
  const structures = () => structuresRoutes({ attaches: dossiersAttaches, sansMembre: structuresSansMembre })
  const dossiers = () =>
    dossiersRoutes({ prevenirService, versements: versementsDuProjet, attentes: attentesDuSuivi, recus: bilansParEmpreinte })
  for (const feature of [
    siteRoutes,
    appels,
    laureatsRoutes,
    donneesOuvertesRoutes,
    structures,
    dossiers,
    suiviRoutes,
    instructionRoutes,
    comiteRoutes,
    notificationsRoutes,
    portefeuilleRoutes,
    projetSuiviRoutes,
    lectureRoutes,
    administrationRoutes,
    conservationRoutes,
    ancragesRoutes,
  ])
    app.route('/', feature())
  app.route('/', comptesRoutes(d))
  if (d.config.demonstration) app.route('/', demoRoutes(d)).route('/', devRoutes())
  return app
}
