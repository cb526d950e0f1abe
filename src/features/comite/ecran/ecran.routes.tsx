import { streamSSE } from 'hono/streaming'
import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, jamaisGardee, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { estampilleEcran } from '../estampille.queries.ts'
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

async function montrer(c: Ctx<'jeton'>) {
  const { ctx, site } = c.var
  const jeton = param(c, 'jeton')
  const lu = await enTransaction(ctx, async tx => {
    const s = await seanceDeLEcran(tx, ctx.guichetId, jeton)
    if (!s || !(await ouvertIci(tx, c, s))) return { s }
    return { s, ecran: await lireEcran(tx, ctx.guichetId, s) }
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

async function suivre(c: Ctx<'jeton'>) {
  const { ctx } = c.var
  const s = await enTransaction(ctx, async tx => {
    const lue = await seanceDeLEcran(tx, ctx.guichetId, param(c, 'jeton'))
    return lue && (await ouvertIci(tx, c, lue)) ? lue : undefined
  })
  if (!s) return c.notFound()
  return streamSSE(c, flux => ecouter(ctx, s.id, flux, estampilleEcran))
}
