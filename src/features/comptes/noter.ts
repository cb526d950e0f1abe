import { type Contexte, enTransaction } from '../../contexte.ts'
import { type ActeDuJournal, journaliser } from '../journal/index.ts'

/** Journals what better-auth has just done to the actor's own account. */
export const noterActe = (ctx: Contexte, action: ActeDuJournal, donnees: Record<string, unknown> = {}) =>
  enTransaction(ctx, async tx => {
    if (ctx.acteur) await journaliser(tx, ctx, action, ctx.acteur.compteId, donnees)
  })
