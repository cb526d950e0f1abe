import { enTransaction } from '../../contexte.ts'
import { type Ctx, router } from '../../http.ts'
import { isoParis } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { ancragesDe } from './ancrages.queries.ts'
import { fluxAncrages } from './flux.ts'

const CACHE = { 'cache-control': 'public, max-age=300' }

/** What anyone may copy elsewhere: whoever has copied it can show that the past was rewritten. */
export const ancragesRoutes = () =>
  router()
    .get(paths.journal.ancrages, async c => {
      const { guichet } = c.var.deps.config
      const ancrages = (await lire(c)).map(a => ({ jour: a.jour, rang: a.rang, empreinte: a.empreinte, pris_le: isoParis(a.prisLe) }))
      return c.json({ guichet: guichet.slug, nom: guichet.nom, algorithme: 'SHA-256', ancrages }, 200, CACHE)
    })
    .get(paths.journal.flux, async c => {
      const { config, guichetId, urlPublique } = c.var.deps
      const xml = fluxAncrages(await lire(c), { guichetId, nom: config.guichet.nom, url: urlPublique, maintenant: c.var.ctx.instant })
      return c.body(xml, 200, { ...CACHE, 'content-type': 'application/atom+xml; charset=utf-8' })
    })

const lire = (c: Ctx) => enTransaction(c.var.ctx, tx => ancragesDe(tx, c.var.ctx.guichetId))
