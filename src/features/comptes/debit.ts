import { sql } from 'kysely'
import type { Db } from '../../db/db.ts'
import { reseauDe } from '../../lib/adresse-ip.ts'

/** Wrong links that one address may try in a window, before its next requests wait. */
const ESSAIS_MAX = 10
const FENETRE_MS = 10 * 60_000
const cleDe = (adresse: string) => `lien|${reseauDe(adresse)}`

/** Whether this address has tried too many links that open nothing. The machine's time, as better-auth's own counts. */
export async function tropDeLiens(db: Db, adresse: string, maintenant = Date.now()): Promise<boolean> {
  const essais = await db
    .selectFrom('limite_debit')
    .select('count')
    .where('key', '=', cleDe(adresse))
    .where('last_request', '>', maintenant - FENETRE_MS)
    .executeTakeFirst()
  return (essais?.count ?? 0) >= ESSAIS_MAX
}

/** One more link that opens nothing; a try after the window begins a new count. */
export const noterLienInconnu = (db: Db, adresse: string, maintenant = Date.now()) =>
  sql`
    insert into limite_debit as l (key, count, last_request) values (${cleDe(adresse)}, 1, ${maintenant})
    on conflict (key) do update set
      count = case when l.last_request > ${maintenant - FENETRE_MS} then l.count + 1 else 1 end, last_request = ${maintenant}`.execute(db)
