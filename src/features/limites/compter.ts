import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/db.ts'

/** `max` times in `secondes`, by the machine's clock: the demonstration's, set by hand, would give back what was used. */
export type Limite = { cle: string; max: number; secondes: number }

const empreinte = (cle: string) => createHash('sha256').update(cle).digest('hex')

/**
 * Counts one more for each limit, in this order, and stops at the first that is reached: it is given back, and those after it are not counted. In a transaction, callers
 * that share several limits name them in one order.
 */
export async function compter<L extends Limite>(db: Db | Tx, limites: readonly L[]): Promise<L | undefined> {
  await sql`delete from limite_acte where cle in (select cle from limite_acte where jusqua < clock_timestamp() limit 100 for update skip locked)`.execute(
    db,
  )
  for (const l of limites) {
    const fin = sql`clock_timestamp() + make_interval(secs => ${l.secondes})`
    const { rows } = await sql`
      insert into limite_acte as a (cle, nombre, jusqua) values (${empreinte(l.cle)}, 1, ${fin})
      on conflict (cle) do update set
        nombre = case when a.jusqua <= clock_timestamp() then 1 else a.nombre + 1 end,
        jusqua = case when a.jusqua <= clock_timestamp() then ${fin} else a.jusqua end
        where a.jusqua <= clock_timestamp() or a.nombre < ${l.max}::int
      returning 1`.execute(db)
    if (rows.length === 0) return l
  }
  return undefined
}

/** What was counted under these keys no longer counts. */
export const oublier = (db: Db | Tx, cles: readonly string[]) =>
  db.deleteFrom('limite_acte').where('cle', 'in', cles.map(empreinte)).execute()
