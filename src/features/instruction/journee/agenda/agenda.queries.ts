import { sql } from 'kysely'
import type { Tx } from '../../../../db/db.ts'
import { empreinteDuJeton } from '../../../../lib/jetons.ts'
import type { Lecteur } from '../../../perimetre/index.ts'
import { A_TRAITER } from '../../liste/liste.mots.ts'

/** Since when this person's diary may read their calendar. */
export const agendaDu = async (tx: Tx, guichetId: string, compteId: string): Promise<Date | undefined> =>
  (
    await tx
      .selectFrom('agenda_secret')
      .select('cree_le')
      .where('guichet_id', '=', guichetId)
      .where('compte_id', '=', compteId)
      .executeTakeFirst()
  )?.cree_le

/** Whose calendar an address opens. */
export const compteDuJeton = async (tx: Tx, guichetId: string, jeton: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('agenda_secret')
      .select('compte_id')
      .where('guichet_id', '=', guichetId)
      .where('empreinte', '=', empreinteDuJeton(jeton))
      .executeTakeFirst()
  )?.compte_id

/** How many acts this person owes each day to come. */
export async function duParJour(tx: Tx, l: Lecteur, depuis: Date): Promise<{ jour: string; n: number }[]> {
  const { rows } = await sql<{ jour: string; n: number }>`
    select i.echeance_jour::text as jour, count(*)::int as n from instruction i
    where i.guichet_id = ${l.guichetId} and i.assigne_a = ${l.compteId} and i.suite = any(${[...A_TRAITER]}::text[]) and i.echeance >= ${depuis}
    group by i.echeance_jour order by i.echeance_jour limit 200`.execute(tx)
  return rows
}
