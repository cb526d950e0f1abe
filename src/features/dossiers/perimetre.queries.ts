import { type RawBuilder, sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'

/** The structures whose dossiers somebody reads: their ids, or the query that gives them. */
export type Perimetre = { guichetId: string; structures: string[] | RawBuilder<unknown> }
export const perimetreDe = (ctx: Contexte): Perimetre => ({
  guichetId: ctx.guichetId,
  structures: structuresActives(ctx.acteur).map(s => s.id),
})

const structures = (p: Perimetre) => sql`any(${p.structures}::uuid[])`
const enPartenariat = (p: Perimetre) => sql`select p.dossier_id from partenaire p
  where p.guichet_id = ${p.guichetId} and p.structure_id = ${structures(p)} and p.retire_le is null`

/** Whether a dossier (alias `d`) is borne by one of these structures, or has one of them as a partner. For one dossier. */
export const dansPerimetre = (p: Perimetre): RawBuilder<boolean> =>
  sql<boolean>`(d.structure_id = ${structures(p)} or d.id in (${enPartenariat(p)}))`
/** The same of the actor's active structures. */
export const deMesStructures = (ctx: Contexte) => dansPerimetre(perimetreDe(ctx))

/** The ids of all such dossiers: each half has its index, where « or » would read every dossier. */
export const idsDuPerimetre = (p: Perimetre): RawBuilder<string> =>
  sql<string>`(select x.id from dossier x where x.guichet_id = ${p.guichetId} and x.structure_id = ${structures(p)} union ${enPartenariat(p)})`
export const idsDeMesStructures = (ctx: Contexte) => idsDuPerimetre(perimetreDe(ctx))
