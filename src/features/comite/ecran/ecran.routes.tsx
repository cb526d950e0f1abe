import { streamSSE } from 'hono/streaming'
import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, jamaisGardee, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { estampillesDe } from '../estampille.queries.ts'
import { parQui, signalerEcran } from '../liaison/signaler.ts'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import { ecouter } from '../salle/direct.ts'
import { ecranOuvert, seanceMontree, trouverSeance } from '../seance.queries.ts'
import { examines, placesDossier } from '../seance.ts'
import { EcranFermePage, EcranOuvertPage } from './adresse.view.tsx'
import { EcranPage } from './ecran.view.tsx'
import { lireEcran } from './lire-ecran.ts'
import { ouvrirEcran } from './ouvrir-ecran.ts'

/** The screen that the whole room looks at: it is opened from the room, and read at its secret address without an account. */
export const ecranRoutes = () =>
  router()
    .post(paths.comite.ecranSalle, exigeComite, async c => {
      const r = await ouvrirEcran(ctxActeur(c), param(c, 'id'))
      if (!r.ok) return repondreRefus(c, r.error)
      c.header('cache-control', 'no-store')
      const adresse = `${c.var.deps.urlPublique}${paths.comite.ecran(r.value)}`
      return c.html(<EcranOuvertPage site={c.var.site} seance={param(c, 'id')} adresse={adresse} />)
    })
    .get(paths.comite.ecran, jamaisGardee, montrer)
    .get(paths.comite.directEcran, jamaisGardee, suivre)
    .put(paths.comite.suiviEcran, jamaisGardee, async c => ((await ouvertA(c, { par: 'script' })) ? c.body(null, 204) : c.notFound()))

async function montrer(c: Ctx<'jeton'>) {
  const { ctx, site } = c.var
  const jeton = param(c, 'jeton')
  const lu = await enTransaction(ctx, async tx => {
    const id = await ecranOuvert(tx, ctx.guichetId, jeton)
    if (!id || !(await ouvertIci(tx, c, id))) return { id }
    // the stamp before what it stamps: what is shown is then never older than it
    const [{ ecran: estampille }, s] = await Promise.all([estampillesDe(tx, ctx.guichetId, id), seanceMontree(tx, ctx.guichetId, id)])
    if (!s) return {}
    await signalerEcran(tx, ctx, id, parQui(c))
    return { id, ecran: await lireEcran(tx, ctx, s, estampille) }
  })
  if (lu.ecran) return c.html(<EcranPage site={site} jeton={jeton} ecran={lu.ecran} />)
  return c.html(<EcranFermePage site={site} sienne={lu.id !== undefined} />, lu.id ? 403 : 404)
}

/**
 * The screen shows every dossier: a browser in which somebody is signed in who may not read one of them is refused, so that a deported member has nothing of it on
 * theirs.
 */
const ouvertIci = async (tx: Tx, c: Ctx<'jeton'>, id: string): Promise<boolean> => {
  if (!c.var.ctx.acteur) return true
  const sienne = await trouverSeance(tx, ctxActeur(c), id)
  return sienne !== undefined && examines(sienne).every(d => peut(placesDossier(sienne, d.id), 'lire', { seance: sienne.etat }))
}

/** The séance of a screen that may be looked at here. `par`: the screen says by this that it is there. */
const ouvertA = (c: Ctx<'jeton'>, { par }: { par?: 'script' } = {}) =>
  enTransaction(c.var.ctx, async tx => {
    const id = await ecranOuvert(tx, c.var.ctx.guichetId, param(c, 'jeton'))
    if (!id || !(await ouvertIci(tx, c, id))) return undefined
    if (par) await signalerEcran(tx, c.var.ctx, id, par)
    return id
  })

async function suivre(c: Ctx<'jeton'>) {
  const { ctx } = c.var
  const seanceId = await ouvertA(c)
  if (!seanceId) return c.notFound()
  return streamSSE(c, flux => ecouter(ctx, flux, { seanceId, horloge: c.var.deps.horloge, de: 'ecran' }))
}
