import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { lireCadre } from '../lire-cadre.ts'
import { pageDeLActe, repondreRefus, versDossier } from '../reponses.tsx'
import { ComitePage, RenvoiPage } from './comite.view.tsx'
import { obstaclesDe, passerAuComite, renvoyerEnInstruction } from './passer-au-comite.ts'

/** To the comité, and back. */
export const comiteRoutes = () =>
  router()
    .get(paths.instruction.comite, exigeInstructeur, pageComite)
    .post(paths.instruction.comite, exigeInstructeur, async c => {
      const r = await passerAuComite(ctxActeur(c), param(c, 'id'))
      if (r.ok) return versDossier(c, 'comite')
      return r.error.motif === 'obstacles' ? pageComite(c, true) : repondreRefus(c, r.error)
    })
    .get(paths.instruction.renvoi, exigeInstructeur, pageRenvoi)
    .post(paths.instruction.renvoi, exigeInstructeur, async c => {
      const { raison } = await c.req.parseBody()
      const r = await renvoyerEnInstruction(ctxActeur(c), {
        dossierId: param(c, 'id'),
        raison: texteSaisi(raison),
      })
      if (r.ok) return versDossier(c, 'renvoye')
      return r.error.motif === 'sans_raison' ? pageRenvoi(c, 'Écrivez pourquoi le dossier revient') : repondreRefus(c, r.error)
    })

const pageComite = (c: Ctx<'id'>, refus = false) =>
  pageDeLActe(
    c,
    'passer_au_comite',
    async (tx, lu) => (
      <ComitePage
        site={c.var.site}
        cadre={await lireCadre(tx, ctxActeur(c), lu)}
        obstacles={await obstaclesDe(tx, c.var.ctx, lu)}
        refus={refus}
      />
    ),
    refus ? 422 : 200,
  )

const pageRenvoi = (c: Ctx<'id'>, message?: string) =>
  pageDeLActe(
    c,
    'renvoyer_en_instruction',
    async (tx, lu) => (
      <RenvoiPage site={c.var.site} cadre={await lireCadre(tx, ctxActeur(c), lu)} errors={message ? { raison: message } : {}} />
    ),
    message ? 422 : 200,
  )
