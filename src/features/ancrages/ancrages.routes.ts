import { Feed } from 'feed'
import { enTransaction } from '../../contexte.ts'
import { type Ctx, router } from '../../http.ts'
import { formatDateCivile, isoParis } from '../../lib/dates.ts'
import { idDe } from '../../lib/empreintes.ts'
import { paths } from '../../paths.ts'
import { type Ancrage, ancragesDe } from './ancrages.queries.ts'

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

/** Past it, the file of all of them is the one to read. */
const ENTREES_MAX = 60

/** An Atom feed of the anchors. An entry keeps its id whatever comes before or after it. */
function fluxAncrages(
  ancrages: readonly Ancrage[],
  { guichetId, nom, url, maintenant }: { guichetId: string; nom: string; url: string; maintenant: Date },
): string {
  const fichier = url + paths.journal.ancrages
  const feed = new Feed({
    title: `${nom} : ancrages du journal`,
    id: `urn:uuid:${idDe(`ancrages:${guichetId}`)}`,
    link: fichier,
    language: 'fr',
    copyright: 'Licence Ouverte 2.0',
    updated: ancrages[0]?.prisLe ?? maintenant,
    author: { name: nom },
    feedLinks: { atom: url + paths.journal.flux },
  })
  for (const a of ancrages.slice(0, ENTREES_MAX))
    feed.addItem({
      title: `${formatDateCivile(a.jour)} : ligne ${a.rang}`,
      id: `urn:uuid:${idDe(`ancrage:${guichetId}:${a.jour}`)}`,
      link: fichier,
      date: a.prisLe,
      description: `${a.rang}:${a.empreinte}`,
    })
  return feed.atom1()
}
