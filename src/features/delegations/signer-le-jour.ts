import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { type DateCivile, debutDuJour } from '../../lib/dates.ts'
import { signatairesParId } from '../agents/index.ts'
import { horsDelai, horsFonction } from './competence.rules.ts'
import { delegationsVers } from './delegations.queries.ts'

/**
 * Why an act that was established for somebody's signature may not have been signed by them on this civil day, or nothing: they were not in office, or their delegation opened
 * nothing that day. What ended during that day is taken as ending after. An act of before signatories were designated is never refused.
 */
export async function refusDuJour(tx: Tx, guichetId: string, acteId: string, jour: DateCivile): Promise<string | undefined> {
  const { rows } = await sql<{ s: string | null; d: string | null }>`
    select signataire_id as s, delegation_id as d from acte where guichet_id = ${guichetId} and id = ${acteId}`.execute(tx)
  const { s: id, d: delegationId } = rows[0] ?? { s: null, d: null }
  if (!id) return undefined
  const [s] = await signatairesParId(tx, guichetId, [id])
  const instant = debutDuJour(jour)
  const absent = s && horsFonction(s, instant)
  if (absent || !delegationId) return absent
  const d = (await delegationsVers(tx, guichetId, id)).find(x => x.id === delegationId)
  return d && horsDelai(d, instant)
}
