import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** How many dossiers each relevé of a call took, the first one first: those that may no longer be undone, so that no figure is taken back. */
export const relevesFaits = (tx: Tx, guichetId: string, appelId: string): Promise<{ le: Date; dossiers: number }[]> =>
  tx
    .selectFrom('releve')
    .select(['prevu_le as le', sql<number>`coalesce((comptes ->> 'deposes')::int, 0)`.as('dossiers')])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('defait_le', 'is', null)
    .where(eb => eb.or([eb('previent', '=', false), eb('prevenu_le', 'is not', null)]))
    .orderBy('prevu_le')
    .execute()
