import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** A file sent with a message. `taille` in bytes, `cle` its place in the storage. */
export type PieceDuMessage = { id: string; nom: string; type: string; taille: number; sha256: string; cle: string }
const COLONNES = ['p.id', 'p.nom', 'p.type', 'p.taille', 'p.sha256', 'p.cle'] as const

/** The files of these messages, by message. */
export async function piecesDesMessages(tx: Tx, guichetId: string, ids: readonly string[]): Promise<ReadonlyMap<string, PieceDuMessage[]>> {
  const lignes = await tx
    .selectFrom('message_piece as p')
    .select(COLONNES)
    .select('p.message_id')
    .where('p.guichet_id', '=', guichetId)
    .where('p.message_id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('p.nom')
    .orderBy('p.id')
    .execute()
  return Map.groupBy(lignes, l => l.message_id)
}

/** One file of a dossier's thread; the caller has made sure that the dossier may be read. */
export const pieceDuFil = (tx: Tx, guichetId: string, dossierId: string, id: string): Promise<PieceDuMessage | undefined> =>
  tx
    .selectFrom('message_piece as p')
    .innerJoin('message as m', 'm.id', 'p.message_id')
    .select(COLONNES)
    .where('p.guichet_id', '=', guichetId)
    .where('m.dossier_id', '=', dossierId)
    .where('p.id', '=', id)
    .executeTakeFirst()
