import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** A subscription, by the token of its mails. */
export type Abonne = { id: string; appelId: string; slug: string; courriel: string; confirmeLe: Date | null }

/** The subscription that this token opens; locked, so that six presses are one. */
export async function abonneDuJeton(tx: Tx, guichetId: string, jeton: string): Promise<Abonne | undefined> {
  const { rows } = await sql<Abonne>`
    select b.id, b.appel_id as "appelId", a.slug, b.courriel, b.confirme_le as "confirmeLe"
    from abonnement b join appel a on a.id = b.appel_id where b.guichet_id = ${guichetId} and b.jeton = ${jeton} for update of b`.execute(
    tx,
  )
  return rows[0]
}

/** Confirmed subscribers of a call, in the order in which they asked. */
export const confirmes = (tx: Tx, guichetId: string, appelId: string) =>
  tx
    .selectFrom('abonnement')
    .select(['id', 'courriel', 'jeton'])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('confirme_le', 'is not', null)
    .orderBy('id')
    .execute()

/** What somebody's address follows, for their export. */
export const abonnementsDe = async (tx: Tx, guichetId: string, courriel: string) =>
  (
    await sql<{ appel: string; demande_le: Date; confirme_le: Date | null }>`
      select a.slug as appel, b.demande_le, b.confirme_le from abonnement b join appel a on a.id = b.appel_id
      where b.guichet_id = ${guichetId} and b.courriel = lower(${courriel}) order by b.demande_le, a.slug`.execute(tx)
  ).rows

/** An address follows nothing any more; its mails go with its subscriptions. */
export const effacerAbonnements = (tx: Tx, guichetId: string, courriel: string) =>
  tx.deleteFrom('abonnement').where('guichet_id', '=', guichetId).where('courriel', '=', courriel.toLowerCase()).execute()
