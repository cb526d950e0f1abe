import { type RawBuilder, sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'

/**
 * The structures whose dossiers somebody reads: their ids, or the query that gives them; and the account, for the drafts that it writes while it waits to be one of theirs.
 */
export type Perimetre = { guichetId: string; compteId: string | null | RawBuilder<unknown>; structures: string[] | RawBuilder<unknown> }
export const perimetreDe = (ctx: Contexte): Perimetre => ({
  guichetId: ctx.guichetId,
  // whoever looks at somebody's pages sees no draft that is theirs alone
  compteId: ctx.acteur?.enVue ? null : (ctx.acteur?.compteId ?? null),
  structures: structuresActives(ctx.acteur).map(s => s.id),
})

const structures = (p: Perimetre) => sql`any(${p.structures}::uuid[])`
const enPartenariat = (p: Perimetre) => sql`select p.dossier_id from partenaire p
  where p.guichet_id = ${p.guichetId} and p.structure_id = ${structures(p)} and p.retire_le is null`

/**
 * Whether a dossier (alias `d`) is borne by one of these structures, or has one of them as a partner; one that is written while its author waits is theirs alone. For one
 * dossier.
 */
export const dansPerimetre = (p: Perimetre): RawBuilder<boolean> =>
  sql<boolean>`case when d.redige_par is null then d.structure_id = ${structures(p)} or d.id in (${enPartenariat(p)}) else d.redige_par = ${p.compteId}::uuid end`
/** The same of the actor's active structures. */
export const deMesStructures = (ctx: Contexte) => dansPerimetre(perimetreDe(ctx))

/**
 * The ids of all such dossiers: each half has its index, where « or » would read every dossier. Gathered first, as an array: the plan of what reads them then
 * hangs on no value, and is made once (ADR 0060).
 */
export const idsDuPerimetre = (p: Perimetre): RawBuilder<string> =>
  sql<string>`(select unnest(array(select x.id from dossier x where x.guichet_id = ${p.guichetId} and x.structure_id = ${structures(p)} and x.redige_par is null
    union ${enPartenariat(p)} union all select x.id from dossier x where x.guichet_id = ${p.guichetId} and x.redige_par = ${p.compteId}::uuid)))`
export const idsDeMesStructures = (ctx: Contexte) => idsDuPerimetre(perimetreDe(ctx))
