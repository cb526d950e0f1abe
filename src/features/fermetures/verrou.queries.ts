import type { Tx } from '../../db/db.ts'

/** One act at a time on the calendar of a call. */
export const verrouDeLAppel = (tx: Tx, guichetId: string, appelId: string) =>
  tx.selectFrom('appel').select('id').where('guichet_id', '=', guichetId).where('id', '=', appelId).forUpdate().executeTakeFirstOrThrow()
