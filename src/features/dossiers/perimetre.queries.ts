import { type RawBuilder, sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'

/** Whether a dossier (alias `d`) is borne by one of the actor's active structures, or has one of them as a partner. */
export function deMesStructures(ctx: Contexte): RawBuilder<boolean> {
  const structures = structuresActives(ctx.acteur).map(s => s.id)
  return sql<boolean>`(d.structure_id = any(${structures}::uuid[]) or d.id in (
    select p.dossier_id from partenaire p
    where p.guichet_id = ${ctx.guichetId} and p.structure_id = any(${structures}::uuid[]) and p.retire_le is null))`
}
