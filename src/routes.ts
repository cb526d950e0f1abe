import { ancragesRoutes } from './features/ancrages/ancrages.routes.ts'
import { appelsRoutes } from './features/appels/appels.routes.tsx'
import { comiteRoutes } from './features/comite/comite.routes.tsx'
import { comptesRoutes } from './features/comptes/comptes.routes.tsx'
import { conservationRoutes } from './features/conservation/conservation.routes.tsx'
import { demoRoutes } from './features/demo/demo.routes.tsx'
import { devRoutes } from './features/dev/dev.routes.tsx'
import { donneesOuvertesRoutes } from './features/donnees-ouvertes/donnees.routes.tsx'
import { dossiersRoutes } from './features/dossiers/dossiers.routes.ts'
import { instructionRoutes } from './features/instruction/instruction.routes.tsx'
import { laureatsRoutes } from './features/laureats/laureats.routes.tsx'
import { messagesRoutes } from './features/messages/messages.routes.tsx'
import { notificationsRoutes } from './features/notifications/notifications.routes.tsx'
import { planRoutes } from './features/plan/plan.routes.tsx'
import { siteRoutes } from './features/site/site.routes.tsx'
import { structuresRoutes } from './features/structures/structures.routes.tsx'
import { suiviRoutes } from './features/suivi/suivi.routes.tsx'
import { type Deps, router } from './http.ts'

/** Every feature's routes: mounted here and asked by nobody else, so that a page may use any feature. The demonstration's pages do not exist in production. */
export function routes(d: Deps) {
  const app = router()
  for (const feature of [
    siteRoutes,
    appelsRoutes,
    laureatsRoutes,
    donneesOuvertesRoutes,
    structuresRoutes,
    dossiersRoutes,
    planRoutes,
    suiviRoutes,
    instructionRoutes,
    // after instruction, whose pages remember the list that one walks through
    messagesRoutes,
    comiteRoutes,
    notificationsRoutes,
    conservationRoutes,
    ancragesRoutes,
  ])
    app.route('/', feature())
  app.route('/', comptesRoutes(d))
  if (d.config.demonstration) app.route('/', demoRoutes(d)).route('/', devRoutes())
  return app
}
