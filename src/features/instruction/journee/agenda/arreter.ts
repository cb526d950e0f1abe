import { type ContexteActeur, enTransaction } from '../../../../contexte.ts'

/** The secret address of this person's calendar opens nothing any more. */
export const arreter = (ctx: ContexteActeur) =>
  enTransaction(ctx, tx =>
    tx.deleteFrom('agenda_secret').where('guichet_id', '=', ctx.guichetId).where('compte_id', '=', ctx.acteur.compteId).execute(),
  )
