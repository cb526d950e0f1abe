import { type RawBuilder, sql } from 'kysely'
import { type ContexteActeur, type Portee, type Role, structuresActives } from '../../contexte.ts'
import { composee, type Tx } from '../../db/db.ts'
import { appelsDe, lit, type Perimetre, perimetres, perimetresDesChiffres } from './perimetre.rules.ts'

/**
 * Who reads filed dossiers at an instant: their own perimeters, and those of the persons they stand in for; `structures`: those that the account
 * speaks for; `deporte`: the dossiers on which it declared a conflict of interest at the comité.
 */
export type Lecteur = {
  compteId: string
  guichetId: string
  perimetres: readonly Perimetre[]
  structures?: readonly string[]
  deporte?: readonly string[]
  /** Whom they stand in for now. */
  interims?: readonly Interim[]
}
/** `au`: first instant at which it has ended. */
export type Interim = { nom: string; au: Date; perimetres: readonly Perimetre[] }

/**
 * The reader of a request. Whoever is shown the pages of another administers the guichet and so reads all but what they have an interest in: what both may read is what
 * that other may, less the interests of both. Standing in for somebody gives what that person may read, for the period and no longer; never an administrateur's nor a direction's all.
 */
export async function lecteurDe(tx: Tx, ctx: ContexteActeur): Promise<Lecteur> {
  const siens = perimetres(ctx.acteur.roles)
  const structures = ctx.acteur.enVue?.structures ?? structuresActives(ctx.acteur).map(s => s.id)
  const lecteur = { compteId: ctx.acteur.compteId, guichetId: ctx.guichetId, structures }
  // an interim adds to a role: without one, and before the second factor, it opens nothing
  // but figures in which a dossier is counted tell of it, to whoever knows them without it: shown to another, theirs leave out what that other is closed to
  if (!lit(ctx.acteur.roles)) return { ...lecteur, perimetres: [], ...(ctx.acteur.enVue ? { deporte: await conflitsDe(tx, ctx) } : {}) }
  const duJour = interimsDuJour(tx, { guichetId: ctx.guichetId, compteId: ctx.acteur.compteId, instant: ctx.instant })
  const [remplaces, deporte] = await Promise.all([duJour, conflitsDe(tx, ctx)])
  const interims = [...Map.groupBy(remplaces, r => r.id).values()].map(roles => ({
    nom: roles[0]!.nom,
    au: roles[0]!.au,
    perimetres: perimetres(roles as Role[]),
  }))
  return { ...lecteur, interims, perimetres: [...siens, ...interims.flatMap(i => i.perimetres)], deporte }
}

const interimsDuJour = composee((tx, p: { guichetId: string; compteId: string; instant: Date }) =>
  tx
    .selectFrom('interim as n')
    .innerJoin('role as r', join => join.onRef('r.compte_id', '=', 'n.remplace_id').onRef('r.guichet_id', '=', 'n.guichet_id'))
    .innerJoin('compte as c', 'c.id', 'n.remplace_id')
    .select(['n.id', 'c.name as nom', 'n.au', 'r.role', porteesDe('r').as('perimetres')])
    .where('n.guichet_id', '=', p.guichetId)
    .where('n.remplacant_id', '=', p.compteId)
    .where('n.annule_le', 'is', null)
    .where('n.du', '<=', p.instant)
    .where('n.au', '>', p.instant)
    .where('r.role', 'not in', ['administrateur', 'direction'])
    .orderBy('n.au'),
)

/** What the role of this alias opens today, as a column: a role is read with its lines, or it opens nothing. */
export const porteesDe = (role: string) =>
  sql<
    Portee[]
  >`coalesce((select jsonb_agg(jsonb_build_object('appel', p.appel_id, 'departements', p.departements, 'volets', p.volets)) from perimetre p
    where p.guichet_id = ${sql.ref(`${role}.guichet_id`)} and p.role_id = ${sql.ref(`${role}.id`)} and en_cours(p.du, p.au)), '[]')`

const conflits = composee((tx, p: { guichetId: string; comptes: readonly string[] }) =>
  tx
    .selectFrom('conflit')
    .select('dossier_id')
    .distinct()
    .where('guichet_id', '=', p.guichetId)
    .where('compte_id', '=', sql<string>`any(${p.comptes}::uuid[])`)
    .where('declare', '=', 'conflit'),
)
async function conflitsDe(tx: Tx, ctx: ContexteActeur): Promise<string[]> {
  const comptes = [ctx.acteur.compteId, ...(ctx.acteur.enVue ? [ctx.acteur.enVue.par.compteId] : [])]
  const lignes = await conflits(tx, { guichetId: ctx.guichetId, comptes })
  return lignes.map(l => l.dossier_id)
}

/**
 * The one condition of what somebody may read, on a row of `instruction` named `i`: in a perimeter, or given to them. Lists, addresses,
 * searches, exports, messages, files and figures all go through it: nothing outside it leaves the database. Whoever bears a project, is a
 * partner in it or declared a conflict of interest never instructs it.
 */
export function lisible(l: Lecteur): RawBuilder<boolean> {
  // « false » alone when nothing is open: no perimeter is no dossier
  if (l.perimetres.length === 0) return sql<boolean>`false`
  const vu = voitTout(l) ? dansSesPerimetres(l) : sql<boolean>`(${dansSesPerimetres(l)} or ${donne(l)})`
  const interets = interesse(l)
  return interets ? sql<boolean>`(${vu} and not ${interets})` : vu
}

const voitTout = (l: Lecteur) => l.perimetres.some(p => p.appels === null && p.departements === null && p.volets === null)
/** What the perimeters alone open: columns that counts have too. */
export function dansSesPerimetres(l: Lecteur): RawBuilder<boolean> {
  if (l.perimetres.length === 0) return sql<boolean>`false`
  return voitTout(l) ? sql<boolean>`true` : sql<boolean>`(${sql.join(l.perimetres.map(condition), sql` or `)})`
}
/** The few dossiers, on a row named `i`, for which a reader's perimeters do not say all: given to them, their own, or in conflict. Nothing when there can be none. */
export function aPart(l: Lecteur): RawBuilder<boolean> | undefined {
  const interets = interesse(l)
  return ou([...(voitTout(l) || l.perimetres.length === 0 ? [] : [donne(l)]), ...(interets ? [interets] : [])])
}
const ou = (raisons: RawBuilder<unknown>[]) => (raisons.length > 0 ? sql<boolean>`(${sql.join(raisons, sql` or `)})` : undefined)

/** The dossiers in which the reader has an interest; nothing when there can be none. */
const interesse = (l: Lecteur) =>
  ou([
    ...(l.structures?.length ? [porte(l, l.structures)] : []),
    ...(l.deporte?.length ? [sql`i.dossier_id = any(${[...l.deporte]}::uuid[])`] : []),
  ])

const condition = (p: Perimetre) => {
  const conditions = [
    ...(p.appels ? [deCesAppels(p.appels)] : []),
    ...(p.volets ? [sql`i.volet = any(${[...p.volets]}::text[])`] : []),
    ...(p.departements ? [sql`(i.tout_territoire or i.departements && ${[...p.departements]}::text[])`] : []),
  ]
  return conditions.length > 0 ? sql`(${sql.join(conditions, sql` and `)})` : sql`true`
}
const deCesAppels = (appels: readonly string[]) => sql<boolean>`i.appel_id = any(${[...appels]}::uuid[])`

const porte = ({ guichetId }: Lecteur, structures: readonly string[]) =>
  sql`(i.structure_id = any(${structures}::uuid[]) or i.dossier_id = any(array(select p.dossier_id from partenaire p
    where p.guichet_id = ${guichetId} and p.structure_id = any(${structures}::uuid[]) and p.retire_le is null)))`

/** Of the calls for which the reader has a role, a row named `i`: what others of these calls hold may be counted, and nothing of another call. */
export const deSesAppels = (l: Lecteur): RawBuilder<boolean> => {
  const appels = appelsDe(l.perimetres)
  return appels ? deCesAppels(appels) : sql<boolean>`true`
}

/** Whether the dossier was given to the reader: one of a call for which they have a role, and as long as they have it. */
export function donne(l: Lecteur) {
  const ouvert = sql<boolean>`i.dossier_id = any(array(select o.dossier_id from ouverture_dossier o
    where o.guichet_id = ${l.guichetId} and o.compte_id = ${l.compteId} and o.retiree_le is null))`
  return appelsDe(l.perimetres) ? sql<boolean>`(${ouvert} and ${deSesAppels(l)})` : ouvert
}

/** Whose figures. `instruit`: they read the dossiers as well; otherwise nothing nominative is shown. */
export type LecteurDesChiffres = Lecteur & { instruit: boolean }

/** What somebody may count (`compter` in the decree): whoever instructs, what they read; a member of the comité or a lecteur, the figures alone. */
export async function lecteurDesChiffres(tx: Tx, ctx: ContexteActeur): Promise<LecteurDesChiffres> {
  const lecteur = await lecteurDe(tx, ctx)
  const instruit = lecteur.perimetres.length > 0
  return { ...lecteur, instruit, perimetres: instruit ? lecteur.perimetres : perimetresDesChiffres(ctx.acteur.roles) }
}
