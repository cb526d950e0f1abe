import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelPublie, slugSur } from '../../appels/index.ts'
import { lireReleves } from './lire-releves.ts'
import { type ReleveALaMain, releverMaintenant } from './relever-maintenant.ts'
import { RelevesPage } from './releves.view.tsx'

const admin = exigeRole('administrateur')
const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))

const FAITS: Record<ReleveALaMain, string> = {
  releve: 'Le relevé est fait. Les dossiers sont en instruction, et les référents les reçoivent.',
  retardataires: 'Le relevé était fait. Les dossiers déposés depuis par dérogation l’ont suivi.',
  rien: 'Le relevé était déjà fait\u00a0: rien n’a changé.',
}
const estFait = (cle: string | undefined): cle is ReleveALaMain => cle !== undefined && Object.hasOwn(FAITS, cle)

/** The relevés of a call, for the administrateur. */
export const relevesRoutes = () =>
  router()
    .get(paths.administration.releves, admin, montrer)
    .post(paths.administration.releves, admin, async c => {
      const vague = texteSaisi((await c.req.parseBody()).vague)
      const r = await releverMaintenant(ctxActeur(c), { slug: slugDe(c), vague })
      if (r.ok) return c.redirect(`${paths.administration.releves(slugDe(c))}?fait=${r.value}`, 303)
      if (r.error.motif === 'introuvable') return c.notFound()
      return montrer(c, `Ce relevé est prévu le ${formatInstant(r.error.prevuLe)}\u00a0: il ne peut pas être fait avant.`)
    })

async function montrer(c: Ctx<'slug'>, refus?: string): Promise<Response> {
  const { guichetId, instant } = c.var.ctx
  const lu = await enTransaction(c.var.ctx, async tx => {
    const publie = await appelPublie(tx, guichetId, slugDe(c))
    return publie && { appel: publie.appel, vagues: await lireReleves(tx, guichetId, publie, instant) }
  })
  if (!lu) return c.notFound()
  const cle = c.req.query('fait')
  const fait = !refus && estFait(cle) ? FAITS[cle] : undefined
  return c.html(<RelevesPage site={c.var.site} appel={lu.appel} vagues={lu.vagues} fait={fait} refus={refus} />, refus ? 409 : 200)
}
