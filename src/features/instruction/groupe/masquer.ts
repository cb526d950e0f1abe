import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type ActeSuivi, MASQUE, trouverActe } from './actes.queries.ts'

/** Takes the account of an ended act away from the top of the list of whoever asked it; its page stays. Gives the act. */
export const masquerActe = (ctx: ContexteActeur, id: string): Promise<Result<ActeSuivi, { motif: 'introuvable' }>> =>
  enTransaction(ctx, async tx => {
    const acte = await trouverActe(tx, ctx, id)
    if (!acte?.finiLe) return err({ motif: 'introuvable' })
    const valeur = JSON.stringify(id)
    await tx
      .insertInto('preference')
      .values({ guichet_id: ctx.guichetId, compte_id: ctx.acteur.compteId, cle: MASQUE, valeur })
      .onConflict(oc => oc.columns(['guichet_id', 'compte_id', 'cle']).doUpdateSet({ valeur }))
      .execute()
    return ok(acte)
  })
