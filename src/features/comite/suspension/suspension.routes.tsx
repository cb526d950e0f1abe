import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import { pageSalle } from '../salle/salle.page.tsx'
import { reprendreSeance } from './reprendre.ts'
import { suspendreSeance } from './suspendre.ts'

const HEURE_MAX = 20

/** A pause of the séance, and its end. */
export const suspensionRoutes = () =>
  router()
    .post(paths.comite.suspension, exigeComite, async c => {
      const saisie = texteSaisi((await c.req.parseBody()).heure).slice(0, HEURE_MAX)
      const r = await suspendreSeance(ctxActeur(c), { seanceId: param(c, 'id'), heure: saisie })
      if (r.ok) return versSalle(c)
      if (r.error.motif === 'heure') return pageSalle(c, { heure: { saisie, erreur: r.error.erreur }, statut: 422 })
      return repondreRefus(c, r.error)
    })
    .post(paths.comite.finSuspension, exigeComite, async c => {
      const r = await reprendreSeance(ctxActeur(c), param(c, 'id'))
      return r.ok ? versSalle(c) : repondreRefus(c, r.error)
    })

const versSalle = (c: Ctx<'id'>) => c.redirect(paths.comite.salle(param(c, 'id')), 303)
