import { type Contexte, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { abonneDuJeton } from './abonnements.queries.ts'

/** Confirms, from its own mailbox, that an address follows a call. Pressed again, nothing changes. */
export const confirmerAbonnement = (ctx: Contexte, jeton: string): Promise<Result<void, { motif: 'inconnu' }>> =>
  enTransaction(ctx, async tx => {
    const abonne = await abonneDuJeton(tx, ctx.guichetId, jeton)
    if (!abonne) return err({ motif: 'inconnu' })
    if (abonne.confirmeLe) return ok(undefined)
    await tx
      .updateTable('abonnement')
      .set({ confirme_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', abonne.id)
      .execute()
    // by its number alone: an address that leaves leaves nothing behind
    await journaliser(tx, ctx, 'appel.abonnement_confirme', abonne.appelId, { abonnement: abonne.id })
    return ok(undefined)
  })
