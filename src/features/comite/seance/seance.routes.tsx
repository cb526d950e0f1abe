import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { dateCivile, heureCourte } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelPublie, slugSur } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { seancePour } from '../acte.ts'
import { devantLeComite } from '../comite.rules.ts'
import { exigeComite, repondreRefus, versSeance } from '../reponses.tsx'
import type { Seance } from '../seance.ts'
import { cloreSeance } from './clore.ts'
import { creerSeance } from './creer.ts'
import { ouvrirSeance } from './ouvrir.ts'
import { lirePointage, pointerPresences } from './pointer.ts'
import { candidatsDe, dossiersInscriptibles, type Inscriptible } from './preparation.queries.ts'
import { PreparationPage } from './preparation.view.tsx'
import { preparerSeance } from './preparer.ts'
import { comprendreSaisie, lireSaisie, type SaisieSeance } from './seance.form.ts'
import { pageSeance } from './seance.page.tsx'
import { type Candidat, candidatsPour, siegesDe } from './sieges.ts'

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
    const candidats = await candidatsDe(tx, ctx.guichetId, publie.appelId)
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
          candidats={await candidatsDe(tx, ctx.guichetId, appelId)}
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

const jourSaisi = (date: string) => date.split('-').reverse().join('/')

/** What a new form offers: the day that the call plans, the first free person for each seat, every dossier that waits. Pure. */
function saisieNeuve(appel: Appel, candidats: readonly Candidat[], dossiers: readonly Inscriptible[], instant: Date): SaisieSeance {
  const prevu = appel.calendrier.vagues.map(v => v.comite).find(j => j !== undefined && j > dateCivile(instant))
  const assis: string[] = []
  for (const s of siegesDe(appel.comite)) {
    const libre = candidatsPour(s, candidats).find(c => !assis.includes(c.id))
    assis.push(libre?.id ?? '')
  }
  return { jour: prevu ? jourSaisi(prevu) : '', heure: '', lieu: '', sieges: assis, dossiers: dossiers.map(d => d.id), rangs: {} }
}

/** A séance as its form shows it again. Pure. */
const saisieDe = (s: Seance): SaisieSeance => ({
  jour: jourSaisi(dateCivile(s.tenueLe)),
  heure: heureCourte(s.tenueLe),
  lieu: s.lieu,
  sieges: siegesDe(s.appel.comite).map(x => s.membres.find(m => m.siege === x.rang)?.compteId ?? ''),
  dossiers: s.agenda.filter(d => devantLeComite(d.etat)).map(d => d.id),
  rangs: Object.fromEntries(s.agenda.map(d => [d.id, String(d.rang)])),
})

/** Those of its agenda first, in their order, then those that wait. Pure. */
const aPreparer = (s: Seance, libres: readonly Inscriptible[]) => {
  const rang = (d: Inscriptible) => s.agenda.find(x => x.id === d.id)?.rang ?? Number.MAX_SAFE_INTEGER
  return libres.toSorted((a, b) => rang(a) - rang(b))
}
