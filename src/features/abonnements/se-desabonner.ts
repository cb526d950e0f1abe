import { type Contexte, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { abonneDuJeton } from './abonnements.queries.ts'

/** An address stops following a call: it is erased at once, with the mails that it was sent and those that had not left. */
export const seDesabonner = (ctx: Contexte, jeton: string): Promise<Result<{ slug: string }, { motif: 'inconnu' }>> =>
  enTransaction(ctx, async tx => {
    const abonne = await abonneDuJeton(tx, ctx.guichetId, jeton)
    if (!abonne) return err({ motif: 'inconnu' })
    await tx.deleteFrom('abonnement').where('guichet_id', '=', ctx.guichetId).where('id', '=', abonne.id).execute()
    await journaliser(tx, ctx, 'appel.abonnement_fini', abonne.appelId, { abonnement: abonne.id })
    return ok({ slug: abonne.slug })
  })
