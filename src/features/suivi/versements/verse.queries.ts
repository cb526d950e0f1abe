import type { Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'

/** What a dossier was paid of its aid, less what was asked back: its decision may not fall below. */
export async function verseDe(tx: Tx, guichetId: string, dossierId: string): Promise<Centimes> {
  const lu = await tx
    .selectFrom('suivi')
    .select('verse')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirst()
  return lu?.verse ?? 0
}
