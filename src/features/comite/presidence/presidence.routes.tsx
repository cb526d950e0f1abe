import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { RefusPage } from '../refus.view.tsx'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import { cederPresidence } from './ceder.ts'
import { prendrePresidence } from './prendre.ts'
import { reprendrePresidence } from './reprendre.ts'

/** Who presides the room: handed over, taken when its connection is lost, had back. */
export const presidenceRoutes = () =>
  router()
    .post(paths.comite.presidence, exigeComite, async c => {
      const membreId = texteSaisi((await c.req.parseBody()).membre)
      const r = await cederPresidence(ctxActeur(c), { seanceId: param(c, 'id'), membreId })
      if (r.ok) return versSalle(c)
      if (r.error.motif === 'pas_presidable') return dire(c, 'Choisissez un membre présent, qui a déclaré ses intérêts.', 422)
      return repondreRefus(c, r.error)
    })
    .post(paths.comite.prisePresidence, exigeComite, async c => {
      const r = await prendrePresidence(ctxActeur(c), param(c, 'id'))
      if (r.ok) return versSalle(c)
      if (r.error.motif === 'pas_suppleant') return dire(c, 'Seul un membre présent, désigné pour suppléer, prend la présidence.', 409)
      if (r.error.motif === 'presidee') return dire(c, `${r.error.nom} préside, et sa liaison tient.`, 409)
      return repondreRefus(c, r.error)
    })
    .post(paths.comite.reprisePresidence, exigeComite, async c => {
      const r = await reprendrePresidence(ctxActeur(c), param(c, 'id'))
      return r.ok ? versSalle(c) : repondreRefus(c, r.error)
    })

const versSalle = (c: Ctx<'id'>) => c.redirect(paths.comite.salle(param(c, 'id')), 303)
const dire = (c: Ctx<'id'>, phrase: string, statut: 409 | 422) =>
  c.html(<RefusPage site={c.var.site} retour={paths.comite.salle(param(c, 'id'))} acte={true} perdus={[]} phrase={phrase} />, statut)
