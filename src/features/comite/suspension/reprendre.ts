import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { noterMouvements } from '../presidence/passer.ts'

/** A séance that was suspended goes on. Pressed twice, it is done once. */
export const reprendreSeance = (ctx: ContexteActeur, seanceId: string): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'conduire', seanceId)
    if (!lue.ok) return lue
    if (!lue.value.suspension) return ok(undefined)
    await tx
      .updateTable('seance')
      .set({ suspendue_le: null, reprise_a: null })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', seanceId)
      .execute()
    await noterMouvements(tx, ctx, seanceId, [{ membreId: null, quoi: 'reprend' }])
    await journaliser(tx, ctx, 'comite.seance_reprise', seanceId, {})
    return ok(undefined)
  })
