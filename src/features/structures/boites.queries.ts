import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** The one body whose own mailbox this is, as the directory of public services says; one that several share says nothing of any. */
export const sirenDeLaBoite = async (tx: Tx, courriel: string): Promise<string | undefined> => {
  const lignes = await tx.selectFrom('boite_publique').select('siren').where('courriel', '=', courriel.toLowerCase()).limit(2).execute()
  return lignes.length === 1 ? lignes[0]!.siren : undefined
}

/** The structure of the referential that a proven address says by itself. */
export async function structureDeLaBoite(tx: Tx, courriel: string): Promise<string | undefined> {
  const siren = await sirenDeLaBoite(tx, courriel)
  if (!siren) return undefined
  const { rows } = await sql<{ id: string }>`select id from structure where siren = ${siren} and guichet_id is null limit 1`.execute(tx)
  return rows[0]?.id
}
