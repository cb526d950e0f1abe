import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelPublie, slugSur } from '../../appels/index.ts'
import { seancePour } from '../acte.ts'
import { exigeComite, repondreRefus, versSeance } from '../reponses.tsx'
import { cloreSeance } from './clore.ts'
import { creerSeance } from './creer.ts'
import { ouvrirSeance } from './ouvrir.ts'
import { pageSeance } from './page-seance.tsx'
import { lirePointage, pointerPresences } from './pointer.ts'
import { candidatsDe, dossiersInscriptibles } from './preparation.queries.ts'
import { PreparationPage } from './preparation.view.tsx'
import { preparerSeance } from './preparer.ts'
import { aPreparer, saisieDe, saisieNeuve } from './saisie.ts'
import { comprendreSaisie, lireSaisie, type SaisieSeance } from './seance.form.ts'
import { siegesDe } from './sieges.ts'

const exigeAdmin = exigeRole('administrateur')

/** A séance, from its preparation to its closing. */
export const seanceRoutes = () =>
  router()
    .get(paths.comite.seances, exigeAdmin, pageNouvelle)
    .post(paths.comite.seances, exigeAdmin, creer)
    .get(paths.comite.seance, exigeComite, pageSeance)
    .get(paths.comite.preparation, exigeComite, pagePreparation)
    .post(paths.comite.preparation, exigeComite, preparer)
    .post(paths.comite.ouverture, exigeComite, async c => {
      const r = await ouvrirSeance(ctxActeur(c), param(c, 'id'))
      if (r.ok) return versSeance(c, param(c, 'id'), 'ouverte')
      if (r.error.motif === 'sans_dossier')
        return pageSeance(c, { obstacles: ['Aucun dossier de l’ordre du jour n’est devant le comité.'], statut: 422 })
      return repondreRefus(c, r.error)
    })
    .post(paths.comite.presences, exigeComite, async c => {
      const pointage = lirePointage(await c.req.parseBody())
      const r = await pointerPresences(ctxActeur(c), param(c, 'id'), pointage)
      if (r.ok) return versSeance(c, param(c, 'id'), 'presences')
      if (r.error.motif === 'saisie') return pageSeance(c, { pointage, errors: r.error.errors, statut: 422 })
      return repondreRefus(c, r.error)
    })
    .post(paths.comite.cloture, exigeComite, async c => {
      const r = await cloreSeance(ctxActeur(c), param(c, 'id'))
      if (r.ok) return versSeance(c, param(c, 'id'), 'close')
      if (r.error.motif === 'obstacles') return pageSeance(c, { obstacles: r.error.obstacles, statut: 422 })
      return repondreRefus(c, r.error)
    })

const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
type Retour = { saisie: SaisieSeance; errors: FieldErrors }

async function pageNouvelle(c: Ctx<'slug'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const page = await enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, slugDe(c))
    if (!publie) return undefined
    const { appel } = publie
    const dossiers = await dossiersInscriptibles(tx, ctx.guichetId, publie.appelId, null)
    const candidats = await candidatsDe(tx, ctx.guichetId)
    return (
      <PreparationPage
        site={c.var.site}
        appel={appel.titre}
        seanceId={undefined}
        action={paths.comite.seances(appel.slug)}
        quorum={appel.comite.quorum}
        sieges={siegesDe(appel.comite)}
        candidats={candidats}
        dossiers={dossiers}
        saisie={retour?.saisie ?? saisieNeuve(appel, candidats, dossiers, ctx.instant)}
        errors={retour?.errors ?? {}}
      />
    )
  })
  return page ? c.html(page, retour ? 422 : 200) : c.notFound()
}

async function creer(c: Ctx<'slug'>) {
  const ctx = ctxActeur(c)
  const publie = await enTransaction(ctx, tx => appelPublie(tx, ctx.guichetId, slugDe(c)))
  if (!publie) return c.notFound()
  const saisie = lireSaisie(await c.req.parseBody({ all: true }), siegesDe(publie.appel.comite).length)
  const lue = comprendreSaisie(saisie)
  if (!lue.ok) return pageNouvelle(c, { saisie, errors: lue.errors })
  const r = await creerSeance(ctx, slugDe(c), lue.value)
  if (r.ok) return versSeance(c, r.value, 'creee')
  return r.error.motif === 'saisie' ? pageNouvelle(c, { saisie, errors: r.error.errors }) : c.notFound()
}

async function pagePreparation(c: Ctx<'id'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'preparer', param(c, 'id'), { verrou: false })
    if (!lue.ok) return { refus: lue.error }
    const { id, appel, appelId } = lue.value
    const dossiers = aPreparer(lue.value, await dossiersInscriptibles(tx, ctx.guichetId, appelId, id))
    return {
      page: (
        <PreparationPage
          site={c.var.site}
          appel={appel.titre}
          seanceId={id}
          action={paths.comite.preparation(id)}
          quorum={appel.comite.quorum}
          sieges={siegesDe(appel.comite)}
          candidats={await candidatsDe(tx, ctx.guichetId)}
          dossiers={dossiers}
          saisie={retour?.saisie ?? saisieDe(lue.value)}
          errors={retour?.errors ?? {}}
        />
      ),
    }
  })
  return r.page ? c.html(r.page, retour ? 422 : 200) : repondreRefus(c, r.refus!)
}

async function preparer(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const lue = await enTransaction(ctx, tx => seancePour(tx, ctx, 'preparer', param(c, 'id'), { verrou: false }))
  if (!lue.ok) return repondreRefus(c, lue.error)
  const saisie = lireSaisie(await c.req.parseBody({ all: true }), siegesDe(lue.value.appel.comite).length)
  const comprise = comprendreSaisie(saisie)
  if (!comprise.ok) return pagePreparation(c, { saisie, errors: comprise.errors })
  const r = await preparerSeance(ctx, param(c, 'id'), comprise.value)
  if (r.ok) return versSeance(c, param(c, 'id'), 'preparee')
  return r.error.motif === 'saisie' ? pagePreparation(c, { saisie, errors: r.error.errors }) : repondreRefus(c, r.error)
}
