import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** Closes every session of an account, wherever it was opened: its next request is nobody's. */
export const couperSessions = (tx: Tx, compteId: string) => tx.deleteFrom('session_http').where('user_id', '=', compteId).execute()

/** Takes every second factor of an account away, with the codes already given: it enrols another at its next sign-in. */
export async function oublierFacteurs(tx: Tx, compteId: string): Promise<void> {
  for (const table of ['second_facteur', 'cle_acces'] as const) await tx.deleteFrom(table).where('user_id', '=', compteId).execute()
  await tx.deleteFrom('code_accepte').where('compte_id', '=', compteId).execute()
  await tx.updateTable('compte').set({ two_factor_enabled: false }).where('id', '=', compteId).execute()
  await couperSessions(tx, compteId)
}

/** Whether the account works in another guichet of this installation, each of which is asked in its turn: what protects it is then not for one of them to weaken. */
export async function travailleAilleurs(tx: Tx, guichetId: string, compteId: string): Promise<boolean> {
  let ailleurs = false
  for (const { id } of await tx.selectFrom('guichet').select('id').where('id', '<>', guichetId).execute()) {
    await sql`select set_config('app.guichet_id', ${id}, true)`.execute(tx)
    const role = await tx
      .selectFrom('role')
      .select('id')
      .where('guichet_id', '=', id)
      .where('compte_id', '=', compteId)
      .limit(1)
      .executeTakeFirst()
    ailleurs ||= role !== undefined
  }
  await sql`select set_config('app.guichet_id', ${guichetId}, true)`.execute(tx)
  return ailleurs
}
