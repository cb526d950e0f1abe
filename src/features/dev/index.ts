/** The page of components: every component of `ui/` in every state, for developers and for the accessibility checks. Owns no table. */
export { devRoutes } from './dev.routes.tsx'
