import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { teteDe } from '../cadre/index.ts'
import { peut, relation } from '../decret/index.ts'
import { lireDossier } from '../mon-dossier/index.ts'
import { RetirerPage } from './confirmer.view.tsx'
import { MOTIF_MAX, retirerDossier } from './retirer.ts'

/** Withdrawing a filed dossier: confirmed first. */
export const retraitRoutes = () =>
  router().get(paths.dossiers.retrait, exigeCompte, confirmer).post(paths.dossiers.retrait, exigeCompte, retirer)

async function confirmer(c: Ctx<'id'>, refus?: { motif: string; message: string }) {
  const d = await lireDossier(c)
  if (!d) return c.notFound()
  if (!peut(relation(c.var.ctx.acteur, d), 'retirer', { dossier: d.etat })) return c.redirect(paths.dossiers.voir(d.id), 303)
  const page = (
    <RetirerPage
      site={c.var.site}
      tete={teteDe(c, d)}
      service={d.version.appel.regime.service.nom}
      values={refus ? { motif: refus.motif } : {}}
      errors={refus ? { motif: refus.message } : {}}
    />
  )
  return c.html(page, refus ? 422 : 200)
}

async function retirer(c: Ctx<'id'>) {
  const motif = texteSaisi((await c.req.parseBody()).motif)
  const dossierId = param(c, 'id')
  const r = await retirerDossier(ctxActeur(c), { dossierId, motif })
  if (r.ok || r.error.motif === 'fige') return c.redirect(paths.dossiers.voir(dossierId), 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  return confirmer(c, { motif, message: `Le motif a ${r.error.longueur}\u00a0caractères. Raccourcissez-le à ${MOTIF_MAX}` })
}
