import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { formatInstant } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appelsPublies } from '../appels/index.ts'
import { teteDe } from '../cadre/index.ts'
import { etatAppel } from '../cahier/index.ts'
import { peut, relation } from '../decret/index.ts'
import { lireDossier } from '../mon-dossier/index.ts'
import { CopiePage, CopierPage } from './copie.view.tsx'
import { compteDeLaCopie, dupliquerDossier } from './dupliquer.ts'

/** A dossier copied into a new draft, and the account of it. */
export const copieRoutes = () =>
  router()
    .get(paths.dossiers.copie, exigeCompte, c => (c.req.query('faite') === '1' ? rendreCompte(c) : choisir(c)))
    .post(paths.dossiers.copie, exigeCompte, copier)

async function choisir(c: Ctx<'id'>, errors: FieldErrors = {}) {
  const { ctx, site } = c.var
  const d = await lireDossier(c)
  if (!d || !peut(relation(ctx.acteur, d), 'dupliquer', { dossier: d.etat })) return c.notFound()
  const publies = await enTransaction(ctx, tx => appelsPublies(tx, ctx.guichetId))
  const appels = publies.map(p => p.appel).filter(a => etatAppel(a, ctx.instant) !== 'clos')
  const choisi = appels.length === 1 ? appels[0]!.slug : appels.find(a => a.slug === d.slug)?.slug
  const page = <CopierPage site={site} tete={teteDe(c, d)} appels={appels} choisi={choisi} errors={errors} />
  return c.html(page, Object.keys(errors).length > 0 ? 422 : 200)
}

async function copier(c: Ctx<'id'>) {
  const { appel } = await c.req.parseBody()
  const r = await dupliquerDossier(ctxActeur(c), { dossierId: param(c, 'id'), slug: typeof appel === 'string' ? appel.slice(0, 120) : '' })
  if (r.ok) return c.redirect(`${paths.dossiers.copie(r.value.id)}?faite=1`, 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  return choisir(c, {
    appel:
      r.error.motif === 'clos'
        ? `Cet appel est clos depuis le ${formatInstant(r.error.cloture)}. Choisissez-en un autre`
        : 'Choisissez un appel',
  })
}

async function rendreCompte(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, tx => compteDeLaCopie(tx, ctx, param(c, 'id')))
  if (!lu) return c.notFound()
  const { copie, source, repris, laisses } = lu
  return c.html(
    <CopiePage
      site={c.var.site}
      tete={teteDe(c, copie)}
      source={source.numero}
      repris={repris}
      laisses={laisses}
      pieces={source.pieces.length}
      partenaires={source.partenaires.length}
    />,
  )
}
