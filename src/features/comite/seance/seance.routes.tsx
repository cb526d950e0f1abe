import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelPublie, slugSur } from '../../appels/index.ts'
import { seancePour } from '../acte.ts'
import { exigeComite, ID, repondreRefus, versSeance } from '../reponses.tsx'
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
    .get(paths.comite.seances(':slug'), exigeAdmin, c => pageNouvelle(c as Ctx))
    .post(paths.comite.seances(':slug'), exigeAdmin, c => creer(c as Ctx))
    .get(paths.comite.seance(ID), exigeComite, c => pageSeance(c as Ctx))
    .get(paths.comite.preparation(ID), exigeComite, c => pagePreparation(c as Ctx))
    .post(paths.comite.preparation(ID), exigeComite, c => preparer(c as Ctx))
    .post(paths.comite.ouverture(ID), exigeComite, async c => {
      const r = await ouvrirSeance(ctxActeur(c as Ctx), param(c, 'id'))
      if (r.ok) return versSeance(c as Ctx, param(c, 'id'), 'ouverte')
      if (r.error.motif === 'sans_dossier')
        return pageSeance(c as Ctx, { obstacles: ['Aucun dossier de l’ordre du jour n’est devant le comité.'], statut: 422 })
      return repondreRefus(c as Ctx, r.error)
    })
    .post(paths.comite.presences(ID), exigeComite, async c => {
      const pointage = lirePointage(await c.req.parseBody())
      const r = await pointerPresences(ctxActeur(c as Ctx), param(c, 'id'), pointage)
      if (r.ok) return versSeance(c as Ctx, param(c, 'id'), 'presences')
      if (r.error.motif === 'saisie') return pageSeance(c as Ctx, { pointage, errors: r.error.errors, statut: 422 })
      return repondreRefus(c as Ctx, r.error)
    })
    .post(paths.comite.cloture(ID), exigeComite, async c => {
      const r = await cloreSeance(ctxActeur(c as Ctx), param(c, 'id'))
      if (r.ok) return versSeance(c as Ctx, param(c, 'id'), 'close')
      if (r.error.motif === 'obstacles') return pageSeance(c as Ctx, { obstacles: r.error.obstacles, statut: 422 })
      return repondreRefus(c as Ctx, r.error)
    })

const slugDe = (c: Ctx) => slugSur(c.req.param('slug'))
type Retour = { saisie: SaisieSeance; errors: FieldErrors }

async function pageNouvelle(c: Ctx, retour?: Retour) {
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

async function creer(c: Ctx) {
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

async function pagePreparation(c: Ctx, retour?: Retour) {
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

async function preparer(c: Ctx) {
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
