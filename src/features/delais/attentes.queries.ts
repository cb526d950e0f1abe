import type { Tx } from '../../db/db.ts'
import type { Attente } from './delais-legaux.ts'

/** Every wait for complements of a dossier, from the request to the answer or the withdrawal. */
export async function attentesDe(tx: Tx, guichetId: string, dossierId: string): Promise<Attente[]> {
  const lignes = await tx
    .selectFrom('complement')
    .select(['demande_le', 'repondu_le', 'annule_le'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .execute()
  return lignes.map(l => ({ du: l.demande_le, au: l.repondu_le ?? l.annule_le ?? undefined }))
}

/**
 * When the request was received, and the waits for complements that a filing knew of: the same whenever it is asked, since a wait that an answer
 * ended never changes.
 */
export async function receptionDe(tx: Tx, guichetId: string, d: { id: string; deposeLe: Date | null }, depot: { recuLe: Date }) {
  const attentes = (await attentesDe(tx, guichetId, d.id)).filter(a => a.du < depot.recuLe)
  return { le: d.deposeLe ?? depot.recuLe, attentes }
}
