import { type RawBuilder, sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'

const mesStructures = (ctx: Contexte) => sql`any(${structuresActives(ctx.acteur).map(s => s.id)}::uuid[])`
const enPartenariat = (ctx: Contexte) => sql`select p.dossier_id from partenaire p
  where p.guichet_id = ${ctx.guichetId} and p.structure_id = ${mesStructures(ctx)} and p.retire_le is null`

/** Whether a dossier (alias `d`) is borne by one of the actor's active structures, or has one of them as a partner. For one dossier. */
export const deMesStructures = (ctx: Contexte): RawBuilder<boolean> =>
  sql<boolean>`(d.structure_id = ${mesStructures(ctx)} or d.id in (${enPartenariat(ctx)}))`

/** The ids of all such dossiers: each half has its index, where « or » would read every dossier. */
export const idsDeMesStructures = (ctx: Contexte): RawBuilder<string> =>
  sql<string>`(select x.id from dossier x where x.guichet_id = ${ctx.guichetId} and x.structure_id = ${mesStructures(ctx)} union ${enPartenariat(ctx)})`
