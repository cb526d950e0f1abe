import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'

/** Name of the channel on which a séance that has changed is named. */
export const CANAL_SALLE = 'comite_salle'

/**
 * Tells every screen of a séance that it has changed, once the act is kept. Nothing of the dossiers is said: each screen reads again what its
 * reader may.
 */
export const prevenirSalle = (tx: Tx, seanceId: string) => sql`select pg_notify(${CANAL_SALLE}, ${seanceId})`.execute(tx)
