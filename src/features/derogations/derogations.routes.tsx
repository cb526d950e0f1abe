import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../http.ts'
import { formatInstant } from '../../lib/dates.ts'
import { type FieldErrors, parseForm } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appelsPublies } from '../appels/index.ts'
import { peut } from '../decret/index.ts'
import { clotureDeLAppel } from '../delais/index.ts'
import { dossierDuGuichet } from '../dossiers/index.ts'
import { accorderDerogation, type RefusDerogation } from './accorder.ts'
import { derogationForm } from './derogation.form.ts'
import { ACCORDEES_MAX, chercherADeroger, derogationsAccordees, TROUVES_MAX } from './derogations.queries.ts'
import { DerogationPage, DerogationsPage } from './derogations.view.tsx'

const admin = exigeRole('administrateur')

/** Later closings for one dossier, granted by the administrator. */
export const derogationsRoutes = () =>
  router()
    .get(paths.administration.derogations, admin, lister)
    .get(paths.administration.derogation, admin, montrer)
    .post(paths.administration.derogation, admin, accorder)

async function lister(c: Ctx) {
  const { guichetId, instant } = c.var.ctx
  const recherche = { q: (c.req.query('q') ?? '').trim().slice(0, 100), appel: (c.req.query('appel') ?? '').slice(0, 120) }
  const lu = await enTransaction(c.var.ctx, async tx => ({
    appels: (await appelsPublies(tx, guichetId)).map(a => a.appel),
    trouves: recherche.q ? await chercherADeroger(tx, guichetId, recherche) : undefined,
    accordees: await derogationsAccordees(tx, guichetId),
  }))
  const faite = c.req.query('fait') === '1'
  const max = { trouves: TROUVES_MAX, accordees: ACCORDEES_MAX }
  return c.html(<DerogationsPage site={c.var.site} instant={instant} recherche={recherche} max={max} faite={faite} {...lu} />)
}

type Saisie = { values?: Record<string, string>; errors?: FieldErrors }
async function montrer(c: Ctx<'dossier'>, { values = { heure: '23:59' }, errors = {} }: Saisie = {}) {
  const { ctx, site } = c.var
  const d = await enTransaction(ctx, tx => dossierDuGuichet(tx, ctx.guichetId, param(c, 'dossier')))
  if (!d || !peut('administrateur', 'deroger', { dossier: d.etat })) return c.notFound()
  const dossier = {
    id: d.id,
    numero: d.numero,
    structure: d.structure.nom,
    appel: d.version.appel.titre,
    cloture: clotureDeLAppel(d, ctx.instant),
    derogation: d.derogation,
  }
  const page = <DerogationPage site={site} dossier={dossier} values={values} errors={errors} />
  return c.html(page, Object.keys(errors).length > 0 ? 422 : 200)
}

async function accorder(c: Ctx<'dossier'>) {
  const brut = await c.req.parseBody()
  const values = Object.fromEntries(Object.entries(brut).flatMap(([n, v]) => (typeof v === 'string' ? [[n, v]] : [])))
  const form = parseForm(derogationForm, values)
  if (!form.ok) return montrer(c, { values, errors: form.errors })
  const r = await accorderDerogation(ctxActeur(c), { dossierId: param(c, 'dossier'), ...form.value })
  if (r.ok) return c.redirect(`${paths.administration.derogations}?fait=1`, 303)
  const errors = erreursDe(r.error)
  return errors ? montrer(c, { values, errors }) : c.notFound()
}

function erreursDe(r: RefusDerogation): FieldErrors | undefined {
  switch (r.motif) {
    case 'passe':
      return { jour: 'Cet instant est déjà passé' }
    case 'inutile':
      return {
        jour: r.cloture
          ? `L’appel est ouvert jusqu’au ${formatInstant(r.cloture, { secondes: true })}\u00a0: indiquez une date plus tardive`
          : 'Cet appel n’a pas de clôture\u00a0: ce dossier peut être déposé quand il est prêt',
      }
    case 'interesse':
      return { _qui: 'Votre structure participe à ce projet. Un autre administrateur doit accorder la dérogation' }
    default:
      return undefined
  }
}
