import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { formatInstant } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { teteDe } from '../cadre/index.ts'
import { peut, relation } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { lireDossier, pageDepose, versDossier } from '../mon-dossier/index.ts'
import { RenoncerPage } from './confirmer.view.tsx'
import { refermerDossier } from './refermer.ts'
import { rouvrirDossier } from './rouvrir.ts'

/** A filed dossier, opened again before the closing, or given back as it was filed. */
export const reouvertureRoutes = () =>
  router()
    .get(paths.dossiers.reouverture, exigeCompte, versDossier)
    .post(paths.dossiers.reouverture, exigeCompte, rouvrir)
    .get(paths.dossiers.finReouverture, exigeCompte, confirmer)
    .post(paths.dossiers.finReouverture, exigeCompte, refermer)

async function rouvrir(c: Ctx<'id'>) {
  const id = param(c, 'id')
  const r = await rouvrirDossier(ctxActeur(c), id)
  if (r.ok || r.error.motif === 'fige') return c.redirect(paths.dossiers.voir(id), 303)
  const d = r.error.motif === 'introuvable' ? undefined : await lireDossier(c)
  if (r.error.motif === 'introuvable' || !d) return c.notFound()
  const refus = `Le dépôt est clos depuis le ${formatInstant(r.error.cloture, { secondes: true })}. Le dossier ne change plus.`
  return c.html(await pageDepose(c, d, { refus }), 422)
}

async function confirmer(c: Ctx<'id'>) {
  const d = await lireDossier(c)
  if (!d) return c.notFound()
  if (!d.deposeLe || !peut(relation(c.var.ctx.acteur, d), 'refermer', { dossier: d.etat }))
    return c.redirect(paths.dossiers.voir(d.id), 303)
  return c.html(<RenoncerPage site={c.var.site} tete={teteDe(c, d)} depose={d.deposeLe} clos={!modifiable(d, c.var.ctx.instant)} />)
}

async function refermer(c: Ctx<'id'>) {
  const r = await refermerDossier(ctxActeur(c), param(c, 'id'))
  return !r.ok && r.error.motif === 'introuvable' ? c.notFound() : c.redirect(paths.dossiers.voir(param(c, 'id')), 303)
}
