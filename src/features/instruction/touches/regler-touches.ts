import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { CLE_TOUCHES } from './touches.queries.ts'

/** Switches the letters off or on, for whoever asks and nobody else. */
export const reglerTouches = (ctx: ContexteActeur, actives: boolean): Promise<void> =>
  enTransaction(ctx, async tx => {
    const cle = { guichet_id: ctx.guichetId, compte_id: ctx.acteur.compteId, cle: CLE_TOUCHES }
    const valeur = JSON.stringify(actives)
    await tx
      .insertInto('preference')
      .values({ ...cle, valeur })
      .onConflict(c => c.columns(['guichet_id', 'compte_id', 'cle']).doUpdateSet({ valeur }))
      .execute()
  })
