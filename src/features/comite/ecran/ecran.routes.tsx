import { streamSSE } from 'hono/streaming'
import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, jamaisGardee, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { estampilleEcran } from '../estampille.queries.ts'
import type { CRU_MS } from '../liaison/liaison.rules.ts'
import { signalerEcran } from '../liaison/signaler.ts'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import { ecouter } from '../salle/direct.ts'
import { seanceDeLEcran, trouverSeance } from '../seance.queries.ts'
import { examines, placesDossier, type Seance } from '../seance.ts'
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
    .put(paths.comite.suiviEcran, jamaisGardee, async c => ((await lireEcranOuvert(c, 'script')) ? c.body(null, 204) : c.notFound()))

async function montrer(c: Ctx<'jeton'>) {
  const { ctx, site } = c.var
  const jeton = param(c, 'jeton')
  const lu = await enTransaction(ctx, async tx => {
    const s = await seanceDeLEcran(tx, ctx.guichetId, jeton)
    if (!s || !(await ouvertIci(tx, c, s))) return { s }
    await signalerEcran(tx, ctx, s, 'page')
    // the stamp before what it stamps: what is shown is then never older than it
    const estampille = await estampilleEcran(tx, ctx.guichetId, s.id)
    return { s, ecran: await lireEcran(tx, ctx, (await seanceDeLEcran(tx, ctx.guichetId, jeton)) ?? s, estampille) }
  })
  if (lu.ecran) return c.html(<EcranPage site={site} jeton={jeton} ecran={lu.ecran} />)
  return c.html(<EcranFermePage site={site} sienne={lu.s !== undefined} />, lu.s ? 403 : 404)
}

/**
 * The screen shows every dossier: a browser in which somebody is signed in who may not read one of them is refused, so that a deported member has nothing of it on
 * theirs.
 */
const ouvertIci = async (tx: Tx, c: Ctx<'jeton'>, { id }: Seance): Promise<boolean> => {
  if (!c.var.ctx.acteur) return true
  const sienne = await trouverSeance(tx, ctxActeur(c), id)
  return sienne !== undefined && examines(sienne).every(d => peut(placesDossier(sienne, d.id), 'lire', { seance: sienne.etat }))
}

/** The séance of a screen that may be looked at here. `par`: the screen says by this that it is there. */
const lireEcranOuvert = (c: Ctx<'jeton'>, par?: keyof typeof CRU_MS) =>
  enTransaction(c.var.ctx, async tx => {
    const { guichetId } = c.var.ctx
    const s = await seanceDeLEcran(tx, guichetId, param(c, 'jeton'))
    if (!s || !(await ouvertIci(tx, c, s))) return undefined
    if (par) await signalerEcran(tx, c.var.ctx, s, par)
    return s
  })

async function suivre(c: Ctx<'jeton'>) {
  const { ctx } = c.var
  const s = await lireEcranOuvert(c)
  if (!s) return c.notFound()
  return streamSSE(c, flux => ecouter(ctx, flux, { seanceId: s.id, horloge: c.var.deps.horloge, question: estampilleEcran }))
}
