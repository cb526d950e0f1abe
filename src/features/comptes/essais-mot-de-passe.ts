import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../db/db.ts'

/** Wrong passwords in a row that lock an address, and for how long. */
const ECHECS_MAX = 10
export const BLOCAGE_MIN = 15
const blocage = sql`make_interval(mins => ${BLOCAGE_MIN}::int)`
const cleDe = (courriel: string) => createHash('sha256').update(courriel).digest('hex')

/**
 * Counts a try at this address before it is made; false when the address is locked. The same for an address without account: nothing here
 * tells whether it has one. Counts older than a day are forgotten.
 */
export async function compterEssai(db: Db, courriel: string): Promise<boolean> {
  await db.deleteFrom('essai_mot_de_passe').where(sql<boolean>`dernier < clock_timestamp() - interval '1 day'`).execute()
  const { rows } = await sql`
    insert into essai_mot_de_passe as e (cle, echecs, dernier) values (${cleDe(courriel)}, 1, clock_timestamp())
    on conflict (cle) do update
      set echecs = case when e.echecs >= ${ECHECS_MAX}::int then 1 else e.echecs + 1 end, dernier = clock_timestamp()
      where e.echecs < ${ECHECS_MAX}::int or e.dernier <= clock_timestamp() - ${blocage}
    returning 1`.execute(db)
  return rows.length > 0
}

/** A right password: the count starts again. */
export const oublierEssais = (db: Db, courriel: string) => db.deleteFrom('essai_mot_de_passe').where('cle', '=', cleDe(courriel)).execute()

/** The try was not made after all (refused before the password was looked at): it does not count. */
export const rendreEssai = (db: Db, courriel: string) =>
  db.updateTable('essai_mot_de_passe').set({ echecs: sql`greatest(echecs - 1, 0)` }).where('cle', '=', cleDe(courriel)).execute()
