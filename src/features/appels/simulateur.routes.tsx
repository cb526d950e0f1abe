import { enTransaction } from '../../contexte.ts'
import { router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { lirePublie } from './lire-publie.ts'
import { momentDe } from './pages/appels.mots.ts'
import { ChoisirAppelPage } from './pages/choisir.view.tsx'
import { classer } from './pages/liste.view.tsx'
import { SimulateurPage } from './pages/simulateur.view.tsx'
import { lireStructure, parametres, repondre } from './simulateur.page.tsx'
import { appelsPublies } from './versions.queries.ts'

export const simulateurRoutes = () =>
  router()
    .get(paths.eligibilite.choisir, async c => {
      const { ctx, site } = c.var
      const publies = await enTransaction(ctx, tx => appelsPublies(tx, ctx.guichetId))
      const classement = classer(
        publies.map(p => p.appel),
        ctx.instant,
      )
      const [seul, ...autres] = classement.ouverts
      if (seul && autres.length === 0) return c.redirect(paths.eligibilite.tester(seul.slug), 303)
      return c.html(<ChoisirAppelPage site={site} classement={classement} instant={ctx.instant} />)
    })
    .get(paths.eligibilite.tester, async c => {
      const publie = await lirePublie(c)
      if (!publie) return c.notFound()
      const { site, ctx } = c.var
      return c.html(<SimulateurPage site={site} appel={publie.appel} moment={momentDe(publie.appel, ctx.instant)} q={parametres(c)} />)
    })
    .get(paths.eligibilite.resultat, async c => {
      const q = parametres(c)
      const publie = await lirePublie(c, async (tx, { appel }) => ({
        structure: await lireStructure({ tx, guichetId: c.var.ctx.guichetId, territoire: c.var.deps.config.guichet.territoire }, appel, q),
      }))
      if (!publie) return c.notFound()
      if (q.size === 0) return c.redirect(paths.eligibilite.tester(publie.appel.slug), 303)
      return c.html(repondre(c, publie, q))
    })
