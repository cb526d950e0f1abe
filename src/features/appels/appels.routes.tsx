import { enTransaction } from '../../contexte.ts'
import { router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { appelPublie, sourceDe } from './versions.queries.ts'

export const appelsRoutes = () =>
  router().get(paths.appels.donnees(':slug'), async c => {
    const { ctx } = c.var
    const source = await enTransaction(ctx, async tx => {
      const publie = await appelPublie(tx, ctx.guichetId, c.req.param('slug') ?? '')
      return publie && (await sourceDe(tx, ctx.guichetId, publie.versionId))
    })
    return source === undefined ? c.notFound() : c.body(source, 200, { 'content-type': 'application/yaml; charset=utf-8' })
  })
