import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import type { Membre } from '../seance.ts'

/** A member says whether they will come: attendance is proposed from it, and says nothing of who came. */
export const repondreConvocation = (
  ctx: ContexteActeur,
  d: { seanceId: string; reponse: NonNullable<Membre['reponse']> },
): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'repondre', d.seanceId)
    if (!lue.ok) return lue
    const moi = lue.value.moi!
    if (moi.reponse === d.reponse) return ok(undefined)
    await tx
      .updateTable('seance_membre')
      .set({ reponse: d.reponse })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', moi.id)
      .execute()
    await journaliser(tx, ctx, 'comite.convocation_repondue', d.seanceId, { reponse: d.reponse })
    return ok(undefined)
  })
