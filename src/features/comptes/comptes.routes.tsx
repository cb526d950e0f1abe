import { type Deps, router } from '../../http.ts'
import { codeRoutes } from './code.routes.tsx'
import { connexionRoutes } from './connexion.routes.tsx'
import { creerService } from './service.ts'

export function comptesRoutes(d: Deps) {
  const s = creerService(d)
  return router().route('/', connexionRoutes(s)).route('/', codeRoutes(s))
}
