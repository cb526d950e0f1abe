/** The page of components: every component of `ui/` in every state, for developers and for the accessibility checks. Owns no table. */
import { router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { PageComposants } from './composants.view.tsx'

export const devRoutes = () =>
  router().get(paths.dev.composants, c => c.html(<PageComposants site={c.var.site} large={c.req.query('large') === 'oui'} />))
