import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { teteDe } from '../../cadre/index.ts'
import { peut, relation } from '../../decret/index.ts'
import { lireDossier } from '../../mon-dossier/index.ts'
import { versementsDuProjet } from '../../suivi/index.ts'
import { lettreRecue } from './lettre.queries.ts'
import { RenoncementPage } from './renoncement.view.tsx'
import { MOTIF_MAX, renoncer } from './renoncer.ts'

/** Giving up an aid that was granted, or a rank of the reserve list: confirmed first. */
export const renoncementRoutes = () =>
  router().get(paths.dossiers.renoncement, exigeCompte, confirmer).post(paths.dossiers.renoncement, exigeCompte, recevoir)

async function confirmer(c: Ctx<'id'>, refus?: { motif: string; message: string }) {
  const { ctx, site } = c.var
  const d = await lireDossier(c)
  if (!d) return c.notFound()
  if (!peut(relation(ctx.acteur, d), 'renoncer', { dossier: d.etat })) return c.redirect(paths.dossiers.voir(d.id), 303)
  const { lettre, verse } = await enTransaction(ctx, async tx => ({
    lettre: await lettreRecue(tx, ctx, d.id),
    verse: await versementsDuProjet.prevoir(tx, ctx.guichetId, d.id),
  }))
  if (verse === 'solde') return c.redirect(paths.dossiers.voir(d.id), 303)
  const page = (
    <RenoncementPage
      site={site}
      tete={teteDe(c, d)}
      service={d.version.appel.regime.service.nom}
      montant={lettre?.montant ?? 0}
      verse={verse}
      rang={d.etat === 'liste_complementaire' ? (lettre?.rang ?? null) : null}
      values={refus ? { motif: refus.motif } : {}}
      errors={refus ? { motif: refus.message } : {}}
    />
  )
  return c.html(page, refus ? 422 : 200)
}

async function recevoir(c: Ctx<'id'>) {
  const motif = texteSaisi((await c.req.parseBody()).motif)
  const dossierId = param(c, 'id')
  const r = await renoncer(ctxActeur(c), { dossierId, motif }, versementsDuProjet)
  if (r.ok || r.error.motif === 'fige') return c.redirect(paths.dossiers.voir(dossierId), 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  const message =
    r.error.motif === 'sans_motif'
      ? 'Dites pourquoi votre structure renonce'
      : `Le motif a ${r.error.longueur}\u00a0caractères. Raccourcissez-le à ${MOTIF_MAX}`
  return confirmer(c, { motif, message })
}
