import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { DUREE_MAX_SESSION_H } from './session.ts'

/**
 * Puts off the end of the session that asks, once: to `DUREE_MAX_SESSION_H` after its sign-in. Gives the seconds that are left. A session already there is
 * refused; one that is over is nobody's.
 */
export const prolonger = (ctx: ContexteActeur): Promise<Result<number, { kind: 'limite' }>> =>
  enTransaction(ctx, async tx => {
    const limite = sql<Date>`created_at + make_interval(hours => ${DUREE_MAX_SESSION_H}::int)`
    const prolongee = await tx
      .updateTable('session_http')
      .set({ expires_at: limite, updated_at: sql`clock_timestamp()` })
      .where('id', '=', ctx.acteur.sessionId)
      .where('user_id', '=', ctx.acteur.compteId)
      .where('expires_at', '>', sql<Date>`clock_timestamp()`)
      .where('expires_at', '<', limite)
      .returning(sql<number>`extract(epoch from expires_at - clock_timestamp())::int`.as('reste_s'))
      .executeTakeFirst()
    if (!prolongee) return err({ kind: 'limite' })
    await journaliser(tx, ctx, 'compte.session.prolonger', ctx.acteur.compteId)
    return ok(prolongee.reste_s)
  })
