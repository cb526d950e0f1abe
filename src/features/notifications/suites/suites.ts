import type { Tx } from '../../../db/db.ts'
import { verrous } from '../../decisions/index.ts'

/** Locks a dossier, then the decisions of its call, until the end of the act: two acts on them follow one another. Its state, or nothing when it is not of this call. */
export async function verrouiller(tx: Tx, guichetId: string, appelId: string, dossierId: string): Promise<string | undefined> {
  const ligne = await tx
    .selectFrom('dossier')
    .select('etat')
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('id', '=', dossierId)
    .forUpdate()
    .executeTakeFirst()
  if (ligne) await verrous.decisions(tx, guichetId, appelId)
  return ligne?.etat
}
