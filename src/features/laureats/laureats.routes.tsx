import { type Ctx, router } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { lirePublie } from '../appels/index.ts'
import { dispositionContenu } from '../fichiers/index.ts'
import { ecrireFeuille, FORMATS_FEUILLE } from '../tableur/index.ts'
import { lireCarte, lirePoints } from '../territoires/index.ts'
import { colonnesLaureats, fluxAtom } from './fichiers.ts'
import { lireLaureats } from './laureats.queries.ts'
import { publier } from './publication.ts'
import { geojsonDe, territoiresDe } from './situer.ts'

/** The lauréats of a call, for anybody: tables, map data, feed. Nothing but what was notified. */
export function laureatsRoutes() {
  const app = router()
  app.get(paths.appels.laureats, page)
  for (const format of FORMATS_FEUILLE) app.get(paths.appels.laureatsFeuilles[format], c => feuille(c, format))
  app.get(paths.appels.laureatsGeojson, geojson)
  app.get(paths.appels.laureatsAtom, atom)
  return app
}

/** The call and its lauréats, with where they are. */
async function lire(c: Ctx<'slug'>) {
  const { guichetId, instant } = c.var.ctx
  const lu = await lirePublie(c, async (tx, { appelId, appel }) => {
    const laureats = publier(appel, await lireLaureats(tx, guichetId, appelId))
    const fond = await lireCarte(tx, guichetId, territoiresDe(laureats))
    return { laureats, fond, points: await lirePoints(tx, fond, territoiresDe(laureats)) }
  })
  const publieLe = lu?.laureats.reduce<Date | undefined>((d, l) => (d && d > l.publieLe ? d : l.publieLe), undefined)
  return lu && { ...lu, publieLe, instant }
}

/** The page of the lauréats of a call is that of the projects that are aided: an address that was kept leads there, with what it asked for. */
async function page(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const query = new URLSearchParams({ appel: lu.appel.slug })
  for (const nom of ['q', 'volet', 'departement', 'type', 'tri', 'sens']) {
    const valeur = c.req.query(nom)
    if (valeur) query.set(nom, valeur.slice(0, 100))
  }
  return c.redirect(`${paths.projetsAides()}?${query}`, 301)
}

async function feuille(c: Ctx<'slug'>, format: (typeof FORMATS_FEUILLE)[number]) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const feuille = { nom: 'Lauréats', colonnes: colonnesLaureats(lu.appel), lignes: lu.laureats, etablieLe: lu.instant }
  const { type, flux } = ecrireFeuille(format, feuille)
  const nom = `laureats-${lu.appel.slug}-${dateCivile(lu.instant)}.${format}`
  return c.body(flux, 200, { 'content-type': type, 'content-disposition': dispositionContenu(nom) })
}

async function geojson(c: Ctx<'slug'>) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  return c.body(JSON.stringify(geojsonDe(lu.fond, lu.points, lu.laureats)), 200, {
    'content-type': 'application/geo+json; charset=utf-8',
    'content-disposition': dispositionContenu(`laureats-${lu.appel.slug}.geojson`),
  })
}

async function atom(c: Ctx<'slug'>) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const xml = fluxAtom(lu.appel, lu.laureats, { url: c.var.deps.urlPublique, maj: lu.publieLe ?? lu.publieeLe })
  return c.body(xml, 200, { 'content-type': 'application/atom+xml; charset=utf-8' })
}
