import { router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { PageComposants } from './composants.view.tsx'

export const devRoutes = () =>
  router().get(paths.dev.composants, c => c.html(<PageComposants site={c.var.site} large={c.req.query('large') === 'oui'} />))
