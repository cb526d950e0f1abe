import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { type RefusComite, seancePour } from '../acte.ts'

/** Asks everybody who reads something else to come back to the dossier of the room; forgotten once the room goes on. Nobody is made to. */
export const ramenerEnSalle = (ctx: ContexteActeur, seanceId: string): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'conduire', seanceId)
    if (!lue.ok) return lue
    await tx
      .updateTable('seance')
      .set({ rappel_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', seanceId)
      .execute()
    return ok(undefined)
  })
