import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param } from '../../../http.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { nettoyer, parseForm, texteSaisi } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { slugSur } from '../versions.queries.ts'
import { reprenableDe } from './annonce.queries.ts'
import { courrielDeVersion } from './courriel-version.ts'
import { aPrevenir, phrasesPour } from './effets.rules.ts'
import { type APublier, lireAPublier } from './lire-a-publier.ts'
import { mettreEnLigne } from './mettre-en-ligne.ts'
import { manqueeDe } from './prevues.queries.ts'
import { programmer, type RefusProgrammer, refusDeLInstant } from './programmer.ts'
import { instantForm } from './publication.form.ts'
import { PublicationPage } from './publication.view.tsx'
import type { RefusPublication } from './publier.ts'
import type { SaisieQuand } from './quand.view.tsx'
import { brouillonDuTexte, relecturesDuTexte, relueParUnAutre, remarquesDuBrouillon } from './relue.queries.ts'
import { champRaison } from './remarques.view.tsx'
import { seuilsALire } from './seuils.ts'
import { situerLesPoints } from './situer-points.ts'
import { membresActifs } from './touches.queries.ts'

export const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
export const numeroDe = (c: Ctx<'numero'>) => Number(/^\d{1,6}$/.exec(param(c, 'numero'))?.[0] ?? 0)
type Page = Ctx<'numero' | 'slug'>

/** A version as whoever publishes it reads it: with who has read it, and whether it may still be taken back. */
async function lire(c: Page, le?: Date) {
  const { ctx, deps } = c.var
  const { compteId } = ctxActeur(c).acteur
  const { territoire, relectureAvantPublication, seuilsLusAvantPublication } = deps.config.guichet
  const lue = await lireAPublier({ ctx, territoire, pour: compteId, slug: slugDe(c), numero: numeroDe(c), ...(le ? { le } : {}) })
  if (!lue) return undefined
  const { sha256 } = lue.version
  const plus = await enTransaction(ctx, async tx => {
    const aRelire = relectureAvantPublication && !lue.version.publieeLe && !(await relueParUnAutre(tx, ctx.guichetId, sha256, compteId))
    const structures = lue.touches ? [...aPrevenir(lue.touches).keys()] : []
    const brouillon = lue.version.publieeLe ? undefined : await brouillonDuTexte(tx, ctx.guichetId, sha256)
    return {
      manquee: lue.version.publieeLe ? undefined : await manqueeDe(tx, ctx.guichetId, lue.version.versionId),
      reprenable: await reprenableDe(tx, ctx.guichetId, slugDe(c), ctx.instant),
      personnes: new Set((await membresActifs(tx, ctx.guichetId, structures)).map(m => m.compteId)).size,
      relectures: {
        aRelire,
        relues: await relecturesDuTexte(tx, ctx.guichetId, sha256),
        brouillon,
        remarques: brouillon ? await remarquesDuBrouillon(tx, ctx.guichetId, brouillon) : [],
      },
    }
  })
  const seuils =
    seuilsLusAvantPublication && !lue.version.publieeLe
      ? await seuilsALire(ctx, { source: lue.version.source, sha256, pour: compteId })
      : { nonLus: [], brouillon: undefined }
  // what could not be played is not known to have been read
  return { ...lue, ...plus, seuils, ...(typeof seuils === 'string' ? { points: seuils } : {}) }
}
type Lue = NonNullable<Awaited<ReturnType<typeof lire>>>

/** Reasons and instant as they were typed; what is typed beyond the longest that is kept is said to be too long, and given back. */
async function lireSaisie(c: Ctx) {
  const corps = await c.req.parseBody()
  const raisons = Object.entries(corps).flatMap(([nom, v]): [string, string][] =>
    nom.startsWith(champRaison('')) && typeof v === 'string' ? [[nom.slice(champRaison('').length), nettoyer(v)]] : [],
  )
  const quand = { quand: texteSaisi(corps.quand), jour: texteSaisi(corps.jour), heure: texteSaisi(corps.heure) }
  return { vues: texteSaisi(corps.vues), garder: corps.garder === 'oui', raisons: new Map(raisons.slice(0, RAISONS_MAX)), quand }
}
const RAISONS_MAX = 100

/** Publishes, now or at the instant that is asked, with the reasons that the checker asks for. */
export async function publier(c: Page) {
  const { ctx } = c.var
  const saisie = await lireSaisie(c)
  const instant = saisie.quand.quand === 'date' ? parseForm(instantForm, saisie.quand) : undefined
  const lue = await lire(c, instant?.ok ? instant.value : undefined)
  if (!lue) return c.notFound()
  // a day that was typed for nothing: whoever typed it did not mean now
  if (!instant && saisie.quand.jour !== '') return montrer(c, lue, { ...saisie, erreurs: { quand: DATE_OU_MAINTENANT } })
  if (instant && !instant.ok) return montrer(c, lue, { ...saisie, erreurs: instant.errors })
  const trop = instant && refusDeLInstant(instant.value, ctx.instant)
  if (trop) return montrer(c, lue, { ...saisie, erreurs: { jour: MOTS_INSTANT[trop.motif] } })
  if (typeof lue.points === 'string') return montrer(c, lue, { ...saisie, refus: lue.points })
  const { points, empreinte, publiee, relectures, seuils } = lue
  const accord = {
    ...saisie,
    points,
    empreinte,
    enVigueur: publiee?.numero,
    aRelire: relectures.aRelire,
    seuilsNonLus: typeof seuils === 'string' ? 1 : seuils.nonLus.length,
  }
  const d = { slug: slugDe(c), numero: numeroDe(c), accord, garder: saisie.garder }
  const r = instant
    ? await programmer(ctxActeur(c), { ...d, le: instant.value })
    : await enTransaction(ctx, tx => mettreEnLigne(tx, ctx, d))
  if (r.ok && instant) return c.redirect(`${paths.administration.publication(d.slug, d.numero)}?fait=programmee`, 303)
  if (r.ok) return c.redirect(`${paths.administration.appel(d.slug)}?fait=publication`, 303)
  const { error } = r
  if (error.motif === 'introuvable') return c.notFound()
  if (error.motif === 'sans_raison') return montrer(c, lue, { ...saisie, erreurs: error.sans })
  if (error.motif === 'passe' || error.motif === 'loin') return montrer(c, lue, { ...saisie, erreurs: { jour: MOTS_INSTANT[error.motif] } })
  if (error.motif === 'perimee' && instant) return montrer(c, lue, { ...saisie, refus: AUTREMENT_CE_JOUR })
  return montrer(c, lue, { ...saisie, refus: phraseRefus(error), publiable: !CLOSES.includes(error.motif) })
}
const DATE_OU_MAINTENANT = 'Vous avez écrit un jour\u00a0: choisissez «\u00a0À une date\u00a0», ou effacez-le'
const AUTREMENT_CE_JOUR =
  'Ce jour-là, le vérificateur ne dira pas ce qu’il dit aujourd’hui. Lisez-le ci-dessous, puis publiez\u00a0: vos raisons et la date sont gardées.'
/** After these, the version is never published. */
const CLOSES: readonly RefusProgrammer['motif'][] = ['deja_publiee', 'depassee', 'code_pris']
export const MOTS_INSTANT = { passe: 'Cet instant est passé', loin: 'Choisissez un jour d’ici un an' }

const FAITS: Record<string, string> = {
  programmee: 'La publication est programmée. D’ici là, rien ne change pour le public.',
  deplacee: 'La date de publication est changée.',
  annulee: 'La publication programmée est annulée. La version reste un brouillon.',
}

/** The page of a publication; `erreurs`, `quand`: what came back refused when its instant was to be changed. */
export async function confirmer(c: Page, retour: { erreurs?: Readonly<Record<string, string>>; quand?: SaisieQuand; refus?: string } = {}) {
  const lue = await lire(c)
  if (!lue) return c.notFound()
  const { publieeLe, numero } = lue.version
  const raisons = raisonsReprises(lue)
  const fait = faitDe(c, FAITS)
  if (!publieeLe) return montrer(c, lue, { raisons, fait, ...retour })
  const deja = lue.reprenable?.numero === numero ? {} : { refus: phraseRefus({ motif: 'deja_publiee', publieeLe }) }
  return montrer(c, lue, { raisons: new Map(), publiable: false, ...deja, ...retour })
}

/** A reason given for the same remarks at the last publication is offered again. */
function raisonsReprises({ points, accords }: APublier): Map<string, string> {
  if (typeof points === 'string') return new Map()
  const reprises = points.flatMap((p): [string, string][] => {
    const accord = accords.find(a => a.sujet === p.sujet && p.cle === p.sujet)
    if (accord && !points.filter(q => q.cle === p.cle).every(q => accord.dit.some(d => d.endsWith(q.fait)))) return []
    return accord ? [[p.cle, accord.raison]] : []
  })
  return new Map(reprises)
}

type Retour = {
  raisons: ReadonlyMap<string, string>
  quand?: SaisieQuand
  garder?: boolean
  refus?: string | undefined
  fait?: string | undefined
  erreurs?: Readonly<Record<string, string>>
  publiable?: boolean
}
async function montrer(c: Page, lue: Lue, { raisons, quand = {}, garder = false, refus, fait, erreurs, publiable = true }: Retour) {
  const { version, publiee, touches } = lue
  const autre = publiee && publiee.numero !== version.numero ? publiee : undefined
  const comparaison =
    autre && (await confier('comparerAppels', { ancien: autre.source, nouveau: version.source }, { pour: ctxActeur(c).acteur.compteId }))
  const exemple =
    touches && [...aPrevenir(touches).values()].map(siens => phrasesPour(siens, touches)).sort((a, b) => b.length - a.length)[0]
  const page = (
    <PublicationPage
      site={c.var.site}
      slug={version.appel.slug}
      titre={version.appel.titre}
      numero={version.numero}
      publiee={publiee}
      comparaison={comparaison && (comparaison.ok ? comparaison.value : `${PHRASE_TRAVAIL[comparaison.error]}.`)}
      touches={touches}
      prevenus={{ personnes: lue.personnes, exemple: exemple && courrielDeVersion(version.appel.titre, exemple) }}
      essais={version.appel.essais.length}
      refus={refus}
      fait={fait}
      points={await situerLesPoints(ctxActeur(c), version, lue.points)}
      empreinte={lue.empreinte}
      raisons={raisons}
      quand={quand}
      garder={garder}
      erreurs={erreurs}
      publiable={publiable}
      prevue={lue.prevue}
      reprenable={lue.reprenable}
      manquee={lue.manquee}
      relectures={lue.relectures}
      seuils={lue.seuils}
      couverture={lue.couverture}
      signataires={lue.signataires}
    />
  )
  return c.html(page, erreurs ? 422 : refus && c.req.method === 'POST' ? 409 : 200)
}

function phraseRefus(
  r: Exclude<RefusPublication, { motif: 'introuvable' | 'sans_raison' }> | Extract<RefusProgrammer, { motif: 'deja' }>,
): string {
  switch (r.motif) {
    case 'deja_publiee':
      return `Cette version est déjà publiée depuis le ${formatInstant(r.publieeLe)}.`
    case 'code_pris':
      return `Le code «\u00a0${r.code}\u00a0» est celui des dossiers de l’appel «\u00a0${r.autre}\u00a0». Ajoutez une version avec un autre code.`
    case 'bloquee':
      return `${pluriel(r.points, 'point')} à corriger avant de publier\u00a0: ils sont dits plus bas.`
    case 'perimee':
      return 'Ce que dit le vérificateur a changé depuis que vous avez ouvert cette page. Relisez-le, puis publiez\u00a0: vos raisons sont gardées ci-dessous.'
    case 'seuils_non_lus':
      return `${pluriel(r.seuils, 'seuil')} à relire avant de publier\u00a0: vos raisons sont gardées ci-dessous.`
    case 'sans_relecture':
      return 'Personne d’autre que vous n’a approuvé ce texte. Faites-le relire, puis publiez\u00a0: vos raisons sont gardées ci-dessous.'
    case 'deja':
      return `La version\u00a0${r.numero} est déjà programmée pour le ${formatInstant(r.prevueLe)}. Annulez-la, ou changez sa date.`
    case 'depassee':
      return `La version\u00a0${r.numeroPublie}, plus récente, est déjà publiée. Pour revenir à ce texte, ajoutez-le comme nouvelle version.`
  }
}
