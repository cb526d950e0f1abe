import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { dateCivile, heureCourte } from '../../../lib/dates.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelPublie, slugSur } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { type Instance, instanceDe } from '../../instances/index.ts'
import { rangsDesPorteurs, selonLesPorteurs } from '../../ordre/index.ts'
import { seancePour } from '../acte.ts'
import { devantLeComite } from '../comite.rules.ts'
import { exigeComite, repondreRefus, versInstance, versSeance } from '../reponses.tsx'
import type { Seance } from '../seance.ts'
import { cloreSeance } from './clore.ts'
import { creerSeance } from './creer.ts'
import { inscrireDossier } from './inscrire.ts'
import { ouvrirSeance } from './ouvrir.ts'
import { lirePointage, pointerPresences } from './pointer.ts'
import { aExaminer, candidatsDe, type Inscriptible } from './preparation.queries.ts'
import { PreparationPage } from './preparation.view.tsx'
import { preparerSeance } from './preparer.ts'
import { repondreConvocation } from './repondre.ts'
import { comprendreSaisie, lireSaisie, ordreSaisi, type SaisieSeance } from './seance.form.ts'
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
    .post(paths.comite.ordre, exigeComite, async c => {
      const dossierId = texteSaisi((await c.req.parseBody()).dossier)
      const r = await inscrireDossier(ctxActeur(c), { seanceId: param(c, 'id'), dossierId })
      if (r.ok) return versSeance(c, param(c, 'id'), 'inscrit')
      if (r.error.motif === 'pas_a_inscrire')
        return pageSeance(c, {
          obstacles: ['Choisissez un dossier qui attend le comité, et qui n’est à aucun ordre du jour.'],
          statut: 422,
        })
      return repondreRefus(c, r.error)
    })
    .post(paths.comite.reponse, exigeComite, async c => {
      const reponse = texteSaisi((await c.req.parseBody()).reponse) === 'vient' ? ('vient' as const) : ('ne_vient_pas' as const)
      const r = await repondreConvocation(ctxActeur(c), { seanceId: param(c, 'id'), reponse })
      return r.ok ? versSeance(c, param(c, 'id'), 'reponse') : repondreRefus(c, r.error)
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
/** The body that a new séance is of: its comité when the address names none. */
const codeDe = (c: Ctx) => c.req.query('instance') || null
type Retour = { saisie: SaisieSeance; errors: FieldErrors; suivi?: boolean }

async function pageNouvelle(c: Ctx<'slug'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const page = await enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, slugDe(c))
    if (!publie) return undefined
    const { appel, appelId } = publie
    const instance = instanceDe(appel, codeDe(c))
    if (!instance) return undefined
    const dossiers = await aExaminer(tx, ctx.guichetId, { appel, appelId, instance, seanceId: null })
    const candidats = await candidatsDe(tx, ctx.guichetId, appelId, instance.code)
    return (
      <PreparationPage
        site={c.var.site}
        appel={appel.titre}
        seanceId={undefined}
        action={versInstance(appel.slug, instance.code)}
        instance={instance}
        sieges={siegesDe(instance)}
        candidats={candidats}
        dossiers={dossiers}
        saisie={retour?.saisie ?? saisieNeuve(instance, instance.avis ? undefined : prevuLe(appel, ctx.instant), candidats, dossiers)}
        errors={retour?.errors ?? {}}
        priorites={
          await rangsDesPorteurs(
            tx,
            ctx,
            appel,
            dossiers.map(d => d.id),
          )
        }
        suivi={retour?.suivi ?? false}
      />
    )
  })
  return page ? c.html(page, retour ? 422 : 200) : c.notFound()
}

async function creer(c: Ctx<'slug'>) {
  const ctx = ctxActeur(c)
  const publie = await enTransaction(ctx, tx => appelPublie(tx, ctx.guichetId, slugDe(c)))
  const instance = publie && instanceDe(publie.appel, codeDe(c))
  if (!instance) return c.notFound()
  const corps = await c.req.parseBody({ all: true })
  const saisie = lireSaisie(corps, siegesDe(instance).length)
  if (corps.faire === 'suivre') return pageNouvelle(c, await enTransaction(ctx, tx => suivrePorteurs(tx, ctx, publie!.appel, saisie)))
  const lue = comprendreSaisie(saisie)
  if (!lue.ok) return pageNouvelle(c, { saisie, errors: lue.errors })
  const r = await creerSeance(ctx, slugDe(c), lue.value, instance.code)
  if (r.ok) return versSeance(c, r.value, 'creee')
  return r.error.motif === 'saisie' ? pageNouvelle(c, { saisie, errors: r.error.errors }) : c.notFound()
}

async function pagePreparation(c: Ctx<'id'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'preparer', param(c, 'id'), { verrou: false })
    if (!lue.ok) return { refus: lue.error }
    const { id, appel, appelId, instance } = lue.value
    const dossiers = aPreparer(lue.value, await aExaminer(tx, ctx.guichetId, { appel, appelId, instance, seanceId: id }))
    return {
      page: (
        <PreparationPage
          site={c.var.site}
          appel={appel.titre}
          seanceId={id}
          action={paths.comite.preparation(id)}
          instance={instance}
          sieges={siegesDe(instance)}
          candidats={await candidatsDe(tx, ctx.guichetId, appelId, instance.code)}
          dossiers={dossiers}
          saisie={retour?.saisie ?? saisieDe(lue.value)}
          errors={retour?.errors ?? {}}
          priorites={
            await rangsDesPorteurs(
              tx,
              ctx,
              appel,
              dossiers.map(d => d.id),
            )
          }
          suivi={retour?.suivi ?? false}
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
  const { appel, instance } = lue.value
  const corps = await c.req.parseBody({ all: true })
  const saisie = lireSaisie(corps, siegesDe(instance).length)
  if (corps.faire === 'suivre') return pagePreparation(c, await enTransaction(ctx, tx => suivrePorteurs(tx, ctx, appel, saisie)))
  const comprise = comprendreSaisie(saisie)
  if (!comprise.ok) return pagePreparation(c, { saisie, errors: comprise.errors })
  const r = await preparerSeance(ctx, param(c, 'id'), comprise.value)
  if (r.ok) return versSeance(c, param(c, 'id'), 'preparee')
  return r.error.motif === 'saisie' ? pagePreparation(c, { saisie, errors: r.error.errors }) : repondreRefus(c, r.error)
}

/** The form as it was typed, its agenda in the order that each porteur gave to its dossiers: nothing is kept before it is sent. */
async function suivrePorteurs(tx: Tx, ctx: ContexteActeur, appel: Appel, saisie: SaisieSeance): Promise<Retour> {
  const ordre = ordreSaisi(saisie)
  const suivis = selonLesPorteurs(ordre, await rangsDesPorteurs(tx, ctx, appel, ordre))
  return { saisie: { ...saisie, rangs: Object.fromEntries(suivis.map((id, n) => [id, String(n + 1)])) }, errors: {}, suivi: true }
}

const prevuLe = (appel: Appel, instant: Date) =>
  appel.calendrier.vagues.map(v => v.comite).find(j => j !== undefined && j > dateCivile(instant))
const jourSaisi = (date: string) => date.split('-').reverse().join('/')

/** What a new form offers: the day that the call plans, the first free person for each seat, every dossier that waits. Pure. */
function saisieNeuve(
  instance: Instance,
  prevu: string | undefined,
  candidats: readonly Candidat[],
  dossiers: readonly Inscriptible[],
): SaisieSeance {
  const assis: string[] = []
  for (const s of siegesDe(instance)) {
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
  sieges: siegesDe(s.instance).map(x => s.membres.find(m => m.siege === x.rang)?.compteId ?? ''),
  dossiers: s.agenda.filter(d => devantLeComite(d.etat)).map(d => d.id),
  rangs: Object.fromEntries(s.agenda.map(d => [d.id, String(d.rang)])),
})

/** Those of its agenda first, in their order, then those that wait. Pure. */
const aPreparer = (s: Seance, libres: readonly Inscriptible[]) => {
  const rang = (d: Inscriptible) => s.agenda.find(x => x.id === d.id)?.rang ?? Number.MAX_SAFE_INTEGER
  return libres.toSorted((a, b) => rang(a) - rang(b))
}
