import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'

/** As the indexes have it (migration 0038). */
const DEMANDE = sql`resultat in ('non_respectee', 'a_completer', 'a_verifier', 'attention')`

/**
 * The dossiers on which one of these rules may ask for something, as an array of the database, when they are at most `max`; nothing when they are more. All those
 * on which it does are among them, with some whose verdict a person or a later filing has changed.
 */
export async function dossiersDesRegles(tx: Tx, regles: readonly string[], max: number): Promise<string | undefined> {
  // the order is that of the indexes: whatever the planner believes of a rule, no more than `max` are read
  const { rows } = await sql<{ ids: string | null }>`
    with v as materialized (select v.depot_id from verdict v where v.guichet_id = (select guichet_courant()) and v.regle = any(${regles}::text[]) and v.${DEMANDE}
      order by v.regle, v.depot_id limit ${max + 1}),
    h as materialized (select h.dossier_id from verdict_humain h where h.guichet_id = (select guichet_courant()) and h.regle = any(${regles}::text[]) and h.${DEMANDE}
      order by h.regle, h.dossier_id limit ${max + 1})
    select case when (select count(*) from v) + (select count(*) from h) <= ${max}
      then array(select p.dossier_id from v join depot p on p.id = v.depot_id union select h.dossier_id from h)::text end as ids`.execute(
    tx,
  )
  return rows[0]!.ids ?? undefined
}
