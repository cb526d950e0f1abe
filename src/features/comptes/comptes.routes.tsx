import { type Deps, router } from '../../http.ts'
import { codeRoutes } from './code.routes.tsx'
import { compteRoutes } from './compte.routes.tsx'
import { confirmerRoutes } from './confirmer.routes.tsx'
import { connexionRoutes } from './connexion.routes.tsx'
import { deconnexionRoutes } from './deconnexion.routes.tsx'
import { passkeyRoutes } from './passkey.routes.ts'
import { proconnectRoutes } from './proconnect.routes.tsx'
import { prolongerRoutes } from './prolonger.routes.tsx'
import { secondFacteurRoutes } from './second-facteur.routes.tsx'
import { creerService } from './service.ts'

export function comptesRoutes(d: Deps) {
  const s = creerService(d)
  const app = router()
  for (const routes of [
    connexionRoutes,
    codeRoutes,
    compteRoutes,
    confirmerRoutes,
    secondFacteurRoutes,
    passkeyRoutes,
    proconnectRoutes,
    deconnexionRoutes,
  ])
    app.et(routes(s))
  return app.et(prolongerRoutes())
}
