import type { Tx } from '../../../db/db.ts'

/** A day more than the first reminder: what is due later is not read. */
const HORIZON_MS = 9 * 86_400_000

/** The dossiers of which an answer is due soon. */
export async function dossiersARappeler(tx: Tx, guichetId: string, instant: Date): Promise<string[]> {
  const lignes = await tx
    .selectFrom('complement')
    .select('dossier_id')
    .where('guichet_id', '=', guichetId)
    .where('repondu_le', 'is', null)
    .where('annule_le', 'is', null)
    .where('echeance', '>=', instant)
    .where('echeance', '<', new Date(instant.getTime() + HORIZON_MS))
    .orderBy('dossier_id')
    .execute()
  return lignes.map(l => l.dossier_id)
}

/** When the porteur of a request that waits was last told of its day: by the request, a reminder or a prolongation. */
export async function dernierAvis(tx: Tx, guichetId: string, complement: string): Promise<Date> {
  const { demande_le, relance_le } = await tx
    .selectFrom('complement')
    .select(['demande_le', 'relance_le'])
    .where('guichet_id', '=', guichetId)
    .where('id', '=', complement)
    .executeTakeFirstOrThrow()
  return relance_le && relance_le > demande_le ? relance_le : demande_le
}

/** The porteur has just been told of the day. */
export const noterAvis = (tx: Tx, { guichetId, instant }: { guichetId: string; instant: Date }, complement: string) =>
  tx.updateTable('complement').set({ relance_le: instant }).where('guichet_id', '=', guichetId).where('id', '=', complement).execute()
