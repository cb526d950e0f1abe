import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** Those who speak for a structure, as somebody who asks to join it is told: an initial and a function, never a name or an address. */
export type QuiParle = {
  membres: { initiale: string; fonction: string | null; depuis: Date }[]
  /** Somebody was a member one day, so that whoever comes now waits. */
  dejaEu: boolean
  /** Hours that its members usually take to let somebody in, when they have done it. */
  heures: number | null
}
const MONTRES = 3

export async function quiParle(tx: Tx, guichetId: string, structureId: string): Promise<QuiParle> {
  const { rows: membres } = await sql<QuiParle['membres'][number]>`
    select upper(left(coalesce(nullif(c.name, ''), c.email), 1)) as initiale, a.fonction, a.active_le as depuis
    from appartenance a join compte c on c.id = a.compte_id
    where a.guichet_id = ${guichetId} and a.structure_id = ${structureId} and a.etat = 'active' order by a.active_le limit ${MONTRES}`.execute(
    tx,
  )
  const { rows } = await sql<{ dejaEu: boolean; heures: number | null }>`
    select coalesce(bool_or(active_le is not null), false) as "dejaEu",
      (percentile_cont(0.5) within group (order by extract(epoch from active_le - demandee_le) / 3600) filter (where active_le > demandee_le))::float as heures
    from appartenance where guichet_id = ${guichetId} and structure_id = ${structureId}`.execute(tx)
  return { membres, ...rows[0]! }
}
