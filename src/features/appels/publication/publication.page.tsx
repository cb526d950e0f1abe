import { createHash } from 'node:crypto'
import { confierEssais } from '../../../atelier/essais.ts'
import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { nettoyer, texteSaisi } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { type Couverture, couvertureDe, membresDesInstances, personnesDe, signatairesDe } from '../../agents/index.ts'
import type { Point } from '../verification/verifier-appel.ts'
import { type AppelDeVersion, appelsEtVersions, slugSur, versionNumero } from '../versions.queries.ts'
import { derniersAccords } from './accords.queries.ts'
import { PublicationPage } from './publication.view.tsx'
import { publierVersion, type RefusPublication } from './publier.ts'
import { champRaison } from './remarques.view.tsx'
import { enVigueur } from './versions.view.tsx'

export const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
export const numeroDe = (c: Ctx<'numero'>) => Number(/^\d{1,6}$/.exec(param(c, 'numero'))?.[0] ?? 0)

/** Who instructs a version, who sits in its bodies, and who signs for its call. */
export async function gensDeVersion(tx: Tx, guichetId: string, { appelId, appel }: AppelDeVersion) {
  const personnes = await personnesDe(tx, guichetId, appelId)
  return {
    couverture: couvertureDe(appel, personnes),
    membres: membresDesInstances(appel, personnes),
    signataires: await signatairesDe(tx, guichetId, appelId),
  }
}

/** A version, the one that it would replace, who would instruct it, and what the checker says of it there and now. */
async function lireAPublier(c: Ctx<'numero' | 'slug'>) {
  const { ctx } = c.var
  const lue = await enTransaction(ctx, async tx => {
    const version = await versionNumero(tx, ctx.guichetId, slugDe(c), numeroDe(c))
    const [appel] = await appelsEtVersions(tx, ctx.guichetId, slugDe(c))
    const courante = appel && enVigueur(appel)
    const publiee = courante && (await versionNumero(tx, ctx.guichetId, slugDe(c), courante.numero))
    const accords = version ? await derniersAccords(tx, ctx.guichetId, version.appelId) : []
    return version && { version, publiee, accords, ...(await gensDeVersion(tx, ctx.guichetId, version)) }
  })
  if (!lue) return undefined
  const { version, publiee, couverture, membres, signataires } = lue
  const situation = {
    territoire: c.var.deps.config.guichet.territoire,
    trous: trousDe(couverture),
    membres,
    designe: signataires.length > 0,
    ...(publiee ? { enVigueur: publiee.source } : {}),
    instant: ctx.instant,
  }
  const { compteId: pour } = ctxActeur(c).acteur
  const verifie = await confier('verifierAppel', { source: version.source, fichier: 'appel.yml', situation }, { pour })
  const joues = await confierEssais('pointsDesEssais', { source: version.source }, { pour })
  const panne = [verifie, joues].flatMap(r => (r.ok ? [] : [r.error]))[0]
  const points = verifie.ok && joues.ok ? [...verifie.value, ...joues.value] : `${PHRASE_TRAVAIL[panne!]}.`
  return { ...lue, points, empreinte: typeof points === 'string' ? '' : empreinteDe(points) }
}
type APublier = NonNullable<Awaited<ReturnType<typeof lireAPublier>>>

const trousDe = ({ trous, departements }: Couverture) =>
  [...Map.groupBy(trous, t => t.volet.code)].map(([volet, cases]) => ({
    volet,
    departements: cases.length === departements.length ? [] : cases.map(t => t.departement!.nom),
  }))
const empreinteDe = (points: readonly Point[]) =>
  createHash('sha256')
    .update(JSON.stringify(points.map(p => [p.cle, p.ligne, p.fait])))
    .digest('hex')
    .slice(0, 32)

/** Reasons as they were typed; what is typed beyond the longest that is kept is said to be too long, and given back. */
async function lireRaisons(c: Ctx) {
  const corps = await c.req.parseBody()
  const raisons = Object.entries(corps).flatMap(([nom, v]): [string, string][] =>
    nom.startsWith(champRaison('')) && typeof v === 'string' ? [[nom.slice(champRaison('').length), nettoyer(v)]] : [],
  )
  return { vues: texteSaisi(corps.vues), raisons: new Map(raisons.slice(0, RAISONS_MAX)) }
}
const RAISONS_MAX = 100

/** Publishes, with the reasons that the checker asks for. */
export async function publier(c: Ctx<'numero' | 'slug'>) {
  const { ctx } = c.var
  const saisie = await lireRaisons(c)
  const lue = await lireAPublier(c)
  if (!lue) return c.notFound()
  if (typeof lue.points === 'string') return montrer(c, lue, { ...saisie, refus: lue.points })
  const accord = { ...saisie, points: lue.points, empreinte: lue.empreinte, enVigueur: lue.publiee?.numero }
  const publication = await enTransaction(ctx, tx => publierVersion(tx, ctx, slugDe(c), numeroDe(c), accord))
  if (publication.ok) return c.redirect(`${paths.administration.appel(slugDe(c))}?fait=publication`, 303)
  const { error } = publication
  if (error.motif === 'introuvable') return c.notFound()
  if (error.motif === 'sans_raison') return montrer(c, lue, { ...saisie, erreurs: error.sans })
  return montrer(c, lue, { ...saisie, refus: phraseRefus(error), publiable: !CLOSES.includes(error.motif) })
}
/** After these, the version is never published. */
const CLOSES: readonly RefusPublication['motif'][] = ['deja_publiee', 'depassee', 'code_pris']

export async function confirmer(c: Ctx<'numero' | 'slug'>) {
  const lue = await lireAPublier(c)
  if (!lue) return c.notFound()
  const { publieeLe } = lue.version
  const raisons = raisonsReprises(lue)
  return montrer(
    c,
    lue,
    publieeLe ? { raisons: new Map(), refus: phraseRefus({ motif: 'deja_publiee', publieeLe }), publiable: false } : { raisons },
  )
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
  refus?: string
  erreurs?: Readonly<Record<string, string>>
  publiable?: boolean
}
async function montrer(c: Ctx<'numero' | 'slug'>, lue: APublier, { raisons, refus, erreurs, publiable = true }: Retour) {
  const { version, publiee, couverture, signataires, points, empreinte } = lue
  const comparaison =
    publiee &&
    (await confier('comparerAppels', { ancien: publiee.source, nouveau: version.source }, { pour: ctxActeur(c).acteur.compteId }))
  const page = (
    <PublicationPage
      site={c.var.site}
      slug={version.appel.slug}
      titre={version.appel.titre}
      numero={version.numero}
      publiee={publiee?.numero}
      comparaison={comparaison && (comparaison.ok ? comparaison.value : `${PHRASE_TRAVAIL[comparaison.error]}.`)}
      refus={refus}
      points={points}
      empreinte={empreinte}
      raisons={raisons}
      erreurs={erreurs}
      publiable={publiable}
      couverture={couverture}
      signataires={signataires}
    />
  )
  return c.html(page, erreurs ? 422 : refus && c.req.method === 'POST' ? 409 : 200)
}

function phraseRefus(r: Exclude<RefusPublication, { motif: 'introuvable' | 'sans_raison' }>): string {
  if (r.motif === 'deja_publiee') return `Cette version est déjà publiée depuis le ${formatInstant(r.publieeLe)}.`
  if (r.motif === 'code_pris')
    return `Le code «\u00a0${r.code}\u00a0» est celui des dossiers de l’appel «\u00a0${r.autre}\u00a0». Ajoutez une version avec un autre code.`
  if (r.motif === 'bloquee') return `${pluriel(r.points, 'point')} à corriger avant de publier\u00a0: ils sont dits plus bas.`
  if (r.motif === 'perimee')
    return 'Ce que dit le vérificateur a changé depuis que vous avez ouvert cette page. Relisez-le, puis publiez\u00a0: vos raisons sont gardées ci-dessous.'
  return `La version\u00a0${r.numeroPublie}, plus récente, est déjà publiée. Pour revenir à ce texte, ajoutez-le comme nouvelle version.`
}
