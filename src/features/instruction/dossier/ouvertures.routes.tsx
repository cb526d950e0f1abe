import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { dansPerimetre, ouvreAppel } from '../../perimetre/index.ts'
import { exigeInstructeur, instructeurs, ouvertA, situeDe } from '../../service/index.ts'
import { lireCadre } from '../lire-cadre.ts'
import { pageDeLActe, repondreRefus, versDossier } from '../reponses.tsx'
import { OuverturesPage } from './ouvertures.view.tsx'
import { ouvrir, refermerOuverture } from './ouvrir.ts'

/** A dossier given to somebody outside its perimeter, and taken back. */
export const ouverturesRoutes = () =>
  router()
    .get(paths.instruction.ouvertures, exigeInstructeur, page)
    .post(paths.instruction.ouvertures, exigeInstructeur, async c => {
      const corps = await c.req.parseBody()
      const values = { compte: texteSaisi(corps.compte), raison: texteSaisi(corps.raison) }
      const r = await ouvrir(ctxActeur(c), { dossierId: param(c, 'id'), ...values })
      if (r.ok) return versDossier(c, 'ouvert')
      if (r.error.motif === 'inconnu') return page(c, { values, errors: { compte: 'Choisissez une personne' } })
      if (r.error.motif === 'sans_raison') return page(c, { values, errors: { raison: 'Dites pourquoi' } })
      return repondreRefus(c, r.error)
    })
    .post(paths.instruction.retraitOuverture, exigeInstructeur, async c => {
      const r = await refermerOuverture(ctxActeur(c), { dossierId: param(c, 'id'), compte: param(c, 'ouverture') })
      return r.ok ? versDossier(c, 'ouverture_retiree') : repondreRefus(c, r.error)
    })

type Retour = { values: { compte: string; raison: string }; errors: Record<string, string> }
const page = (c: Ctx<'id'>, retour?: Retour) =>
  pageDeLActe(
    c,
    'ouvrir',
    async (tx, lu) => {
      const donnes = await ouvertA(tx, c.var.ctx.guichetId, lu.ligne.dossier_id)
      const tous = await instructeurs(tx, c.var.ctx.guichetId)
      return (
        <OuverturesPage
          site={c.var.site}
          cadre={await lireCadre(tx, ctxActeur(c), lu)}
          ouverts={tous.filter(i => donnes.has(i.id))}
          ouvrables={tous.filter(
            i => ouvreAppel(i.perimetres, lu.ligne.appel_id) && !donnes.has(i.id) && !dansPerimetre(i.perimetres, situeDe(lu.ligne)),
          )}
          {...retour}
        />
      )
    },
    retour ? 422 : 200,
  )
