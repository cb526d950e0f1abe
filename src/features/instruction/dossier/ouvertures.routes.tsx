import { type Ctx, ctxActeur, param, router, UUID } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { dansPerimetre } from '../../perimetre/index.ts'
import { exigeInstructeur, ID, instructeurs, ouvertA, situeDe } from '../../service/index.ts'
import { lireCadre } from './lire-cadre.ts'
import { OuverturesPage } from './ouvertures.view.tsx'
import { ouvrir, refermerOuverture } from './ouvrir.ts'
import { pageDeLActe, repondreRefus, versDossier } from './reponses.tsx'

/** A dossier given to somebody outside its perimeter, and taken back. */
export const ouverturesRoutes = () =>
  router()
    .get(paths.instruction.ouvertures(ID), exigeInstructeur, c => page(c as Ctx))
    .post(paths.instruction.ouvertures(ID), exigeInstructeur, async c => {
      const corps = await c.req.parseBody()
      const values = { compte: texteSaisi(corps.compte), raison: texteSaisi(corps.raison) }
      const r = await ouvrir(ctxActeur(c as Ctx), { dossierId: param(c, 'id'), ...values })
      if (r.ok) return versDossier(c as Ctx, 'ouvert')
      if (r.error.motif === 'inconnu') return page(c as Ctx, { values, errors: { compte: 'Choisissez une personne' } })
      if (r.error.motif === 'sans_raison') return page(c as Ctx, { values, errors: { raison: 'Dites pourquoi' } })
      return repondreRefus(c as Ctx, r.error)
    })
    .post(paths.instruction.retraitOuverture(ID, `:compte{${UUID}}`), exigeInstructeur, async c => {
      const r = await refermerOuverture(ctxActeur(c as Ctx), { dossierId: param(c, 'id'), compte: param(c, 'compte') })
      return r.ok ? versDossier(c as Ctx, 'ouverture_retiree') : repondreRefus(c as Ctx, r.error)
    })

type Retour = { values: { compte: string; raison: string }; errors: Record<string, string> }
const page = (c: Ctx, retour?: Retour) =>
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
          ouvrables={tous.filter(i => !donnes.has(i.id) && !dansPerimetre(i.perimetres, situeDe(lu.ligne)))}
          {...retour}
        />
      )
    },
    retour ? 422 : 200,
  )
