import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { Expedition } from './entetes.rules.ts'

export const trouverCourriel = (tx: Tx, guichetId: string, id: string) =>
  tx.selectFrom('courriel').selectAll().where('guichet_id', '=', guichetId).where('id', '=', id).executeTakeFirst()

/** The latest mails first, for the demonstration's mailbox. */
export const listerCourriels = (tx: Tx, guichetId: string, limite = 100) =>
  tx
    .selectFrom('courriel')
    .select(['id', 'destinataire', 'sujet', 'cree_le', 'envoye_le', 'erreur'])
    .where('guichet_id', '=', guichetId)
    .orderBy('cree_le', 'desc')
    .orderBy('id', 'desc')
    .limit(limite)
    .execute()

/** Locks the row: two workers never send the same mail. `jeton`: of the subscription that it is sent to. */
export const verrouillerCourriel = (tx: Tx, guichetId: string, id: string) =>
  tx
    .selectFrom('courriel as c')
    .leftJoin('abonnement as b', 'b.id', 'c.abonnement_id')
    .selectAll('c')
    .select('b.jeton')
    .where('c.guichet_id', '=', guichetId)
    .where('c.id', '=', id)
    .forUpdate('c')
    .executeTakeFirst()

/** What mails say of where they come from, as the settings say it at this moment. */
export const expeditionDe = (tx: Tx, guichetId: string): Promise<Expedition> =>
  tx
    .selectFrom('guichet')
    .select(['nom', sql<Expedition['courriels']>`coalesce(configuration -> 'courriels', '{}'::jsonb)`.as('courriels')])
    .where('id', '=', guichetId)
    .executeTakeFirstOrThrow()
