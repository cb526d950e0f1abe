import { type Ctx, router } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { lirePublie } from '../appels/index.ts'
import { dispositionContenu } from '../fichiers/index.ts'
import { ecrireFeuille, FORMATS_FEUILLE } from '../tableur/index.ts'
import { fondDessine, lireCarte, lirePoints } from '../territoires/index.ts'
import { COLONNES_LAUREATS, fluxAtom } from './fichiers.ts'
import { communesCouvertes, enveloppesDe, lireLaureats } from './laureats.queries.ts'
import { LaureatsPage } from './laureats.view.tsx'
import { type FiltreLaureats, filtrer, publier, TRIS } from './publication.ts'
import { geojsonDe, territoiresDe } from './situer.ts'

/** The lauréats of a call, for anybody: page, tables, map data, feed. Nothing but what was notified. */
export function laureatsRoutes() {
  const app = router()
  app.get(paths.appels.laureats, page)
  for (const format of FORMATS_FEUILLE) app.get(paths.appels.laureatsFeuilles[format], c => feuille(c, format))
  app.get(paths.appels.laureatsGeojson, geojson)
  app.get(paths.appels.laureatsAtom, atom)
  return app
}

/** The call and its lauréats, with the map that shows them. */
async function lire(c: Ctx<'slug'>) {
  const { guichetId, instant } = c.var.ctx
  const { territoire } = c.var.deps.config.guichet
  const lu = await lirePublie(c, async (tx, { appelId, appel }) => {
    const [lignes, enveloppe] = await Promise.all([lireLaureats(tx, guichetId, appelId), enveloppesDe(tx, guichetId, appelId)])
    const laureats = publier(appel, lignes)
    const membres = laureats.flatMap(l => [l.porteur, ...l.partenaires])
    const [fond, communes] = await Promise.all([
      lireCarte(tx, guichetId, territoiresDe(laureats)),
      communesCouvertes(tx, territoire.departements, membres),
    ])
    return { laureats, fond, points: await lirePoints(tx, fond, territoiresDe(laureats)), communes, enveloppe }
  })
  const publieLe = lu?.laureats.reduce<Date | undefined>((d, l) => (d && d > l.publieLe ? d : l.publieLe), undefined)
  return lu && { ...lu, publieLe, instant, territoire }
}

function filtreDe(c: Ctx): FiltreLaureats {
  const q = (nom: string) => (c.req.query(nom) ?? '').trim().slice(0, 100)
  return {
    q: q('q'),
    volet: q('volet'),
    departement: q('departement'),
    type: q('type'),
    tri: TRIS.find(t => t === q('tri')) ?? 'n',
    desc: q('sens') === 'desc',
  }
}

async function page(c: Ctx<'slug'>) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const filtre = filtreDe(c)
  const fond = lu.fond ?? fondDessine(lu.territoire, lu.points)
  return c.html(
    <LaureatsPage site={c.var.site} {...lu} fond={fond} tous={lu.laureats} laureats={filtrer(lu.laureats, filtre)} filtre={filtre} />,
  )
}

async function feuille(c: Ctx<'slug'>, format: (typeof FORMATS_FEUILLE)[number]) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const { type, flux } = ecrireFeuille(format, { nom: 'Lauréats', colonnes: COLONNES_LAUREATS, lignes: lu.laureats, etablieLe: lu.instant })
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
