import { createHash } from 'node:crypto'
import { confierEssais } from '../../../atelier/essais.ts'
import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Couverture, couvertureDe, membresDesInstances, personnesEnExercice, signatairesDe } from '../../agents/index.ts'
import type { Point, Situation } from '../verification/verifier-appel.ts'
import { type AppelDeVersion, appelsEtVersions, versionNumero } from '../versions.queries.ts'
import { avecSaVie } from '../vie.queries.ts'
import { derniersAccords } from './accords.queries.ts'
import { type Touches, touchesDe } from './effets.rules.ts'
import { prevueDe } from './prevues.queries.ts'
import { lireTouches } from './touches.queries.ts'

/** `pour`: whose turn the checking takes, nobody's for a job. `le`: when it would be published, if not now. */
export type DemandeLecture = {
  ctx: Contexte
  territoire: NonNullable<Situation['territoire']>
  pour: string | null
  slug: string
  numero: number
  le?: Date
}

/** Who instructs a version, who sits in its bodies, and who signs for its call. */
export async function gensDeVersion(tx: Tx, guichetId: string, { appelId, appel }: AppelDeVersion) {
  const personnes = await personnesEnExercice(tx, guichetId, appelId)
  return {
    couverture: couvertureDe(appel, personnes),
    membres: membresDesInstances(appel, personnes),
    signataires: await signatairesDe(tx, guichetId, appelId),
  }
}

/** A version, the one that it would replace, whom that touches, who would instruct it, and what the checker and its test dossiers say of it at that instant. */
export async function lireAPublier({ ctx, territoire, pour, slug, numero, le = ctx.instant }: DemandeLecture) {
  const lue = await enTransaction(ctx, async tx => {
    const version = await versionNumero(tx, ctx.guichetId, slug, numero)
    const [appel] = await appelsEtVersions(tx, ctx.guichetId, slug)
    const courante = appel?.versions.find(v => v.publieeLe)
    const publiee = courante && (await versionNumero(tx, ctx.guichetId, slug, courante.numero))
    const accords = version ? await derniersAccords(tx, ctx.guichetId, version.appelId) : []
    if (!version) return undefined
    const lus = await lireTouches(tx, ctx.guichetId, version.appelId)
    return {
      version,
      publiee,
      accords,
      lus,
      prevue: await prevueDe(tx, ctx.guichetId, slug),
      ...(await gensDeVersion(tx, ctx.guichetId, version)),
    }
  })
  if (!lue) return undefined
  const { version, publiee, couverture, membres, signataires, lus } = lue
  const situation = {
    territoire,
    trous: trousDe(couverture),
    membres,
    designe: signataires.length > 0,
    ...(publiee ? { enVigueur: publiee.source } : {}),
    instant: le,
  }
  const verifie = await confier('verifierAppel', { source: version.source, fichier: 'appel.yml', situation }, { pour })
  const joues = await confierEssais('pointsDesEssais', { source: version.source }, { pour })
  const panne = [verifie, joues].flatMap(r => (r.ok ? [] : [r.error]))[0]
  const points = verifie.ok && joues.ok ? [...verifie.value, ...joues.value] : `${PHRASE_TRAVAIL[panne!]}.`
  const vecu = (v: AppelDeVersion) => avecSaVie(v.appel, v.sha256, lus.vie)
  const touches: Touches | undefined = publiee && touchesDe({ ...lus, avant: vecu(publiee), apres: vecu(version), instant: le })
  return { ...lue, touches, points, empreinte: typeof points === 'string' ? '' : empreinteDe(points) }
}
export type APublier = NonNullable<Awaited<ReturnType<typeof lireAPublier>>>

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
