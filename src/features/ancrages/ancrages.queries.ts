import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { DateCivile } from '../../lib/dates.ts'

export type Ancrage = { jour: DateCivile; rang: number; empreinte: string; prisLe: Date }

/** Those of a guichet, the latest first; of one day alone when it is given. */
export const ancragesDe = (tx: Tx, guichetId: string, jour?: DateCivile): Promise<Ancrage[]> =>
  tx
    .selectFrom('journal_ancrage')
    .select(['jour', 'rang', sql<string>`encode(hash, 'hex')`.as('empreinte'), 'pris_le as prisLe'])
    .where('guichet_id', '=', guichetId)
    .$if(jour !== undefined, q => q.where('jour', '=', jour!))
    .orderBy('jour', 'desc')
    .execute()

/** Keeps the head under this day, unless it has one or nothing was ever sealed. */
export const prendreAncrage = async (tx: Tx, guichetId: string, jour: DateCivile, instant: Date): Promise<boolean> =>
  (
    await sql`insert into journal_ancrage (guichet_id, jour, pris_le)
      select ${guichetId}, ${jour}, ${instant} where exists (select from journal_tete where guichet_id = ${guichetId}) on conflict do nothing returning jour`.execute(
      tx,
    )
  ).rows.length > 0
