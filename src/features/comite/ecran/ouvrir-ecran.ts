import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { empreinteDuJeton, nouveauJeton } from '../../../lib/jetons.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'

/** Gives the screen of the room its address, told once. The one before stops at once, and all of them with the séance. */
export const ouvrirEcran = (ctx: ContexteActeur, id: string): Promise<Result<string, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'conduire', id)
    if (!lue.ok) return lue
    const jeton = nouveauJeton()
    await tx
      .updateTable('seance')
      .set({ ecran_empreinte: empreinteDuJeton(jeton) })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await journaliser(tx, ctx, 'comite.ecran_ouvert', id, {})
    return ok(jeton)
  })
