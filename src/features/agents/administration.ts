import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, type Result } from '../../lib/result.ts'

/** What changes who administers a guichet is done one act after the other, until the end of each. */
export const tenirAdministration = (tx: Tx, guichetId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`administration:${guichetId}`}, 0))`.execute(tx)

const administrateurs = (tx: Tx, guichetId: string) =>
  tx.selectFrom('role').select('id').where('guichet_id', '=', guichetId).where('role', '=', 'administrateur').limit(1)

/** Whether the guichet would still be administered without this account. Asked while `tenirAdministration` holds. */
export const resteUneAdministration = async (tx: Tx, guichetId: string, sansCompte: string): Promise<boolean> =>
  (await administrateurs(tx, guichetId).where('compte_id', '<>', sansCompte).executeTakeFirst()) !== undefined

/**
 * An act on who works in the guichet: these follow one another, and whoever acts administers it when their turn comes, not only when they asked. Of two who suspend each
 * other at once, the second is nobody any more.
 */
export const enAdministrant = <T, E>(
  ctx: ContexteActeur,
  act: (tx: Tx) => Promise<Result<T, E>>,
): Promise<Result<T, E | { kind: 'introuvable' }>> =>
  enTransaction(ctx, async tx => {
    await tenirAdministration(tx, ctx.guichetId)
    const sien = await administrateurs(tx, ctx.guichetId).where('compte_id', '=', ctx.acteur.compteId).executeTakeFirst()
    return sien ? act(tx) : err({ kind: 'introuvable' })
  })
