import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/**
 * What others read of whoever acted: their name, else their function and their structure, never their address. `compte`: the alias of the account's row.
 */
export const nomDuCompte = (compte: 'c' | 'm' | 'r', guichetId: string) =>
  sql<string>`coalesce(nullif(${sql.ref(`${compte}.name`)}, ''), (select concat_ws(', ', nullif(y.fonction, ''), z.nom)
    from appartenance y join structure z on z.id = y.structure_id where y.guichet_id = ${guichetId} and y.compte_id = ${sql.ref(`${compte}.id`)}
    order by y.etat = 'active' desc, y.demandee_le limit 1), 'Le service')`

/** The same for one account. */
export async function nommer(tx: Tx, guichetId: string, compteId: string): Promise<string> {
  const { nom } = await tx
    .selectFrom('compte as c')
    .select(nomDuCompte('c', guichetId).as('nom'))
    .where('c.id', '=', compteId)
    .executeTakeFirstOrThrow()
  return nom
}
