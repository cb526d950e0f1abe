import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { avisDe } from '../avis.queries.ts'

export type RefusRetraitAvis = RefusInstruction | { motif: 'avis_inconnu' } | { motif: 'rendu' }

/** Withdraws a request: its link opens nothing any more. Withdrawn twice, it is done once; an avis that was given stays. */
export const retirerAvis = (ctx: ContexteActeur, d: { dossierId: string; avis: string }): Promise<Result<void, RefusRetraitAvis>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'demander_avis', d.dossierId)
    if (!lu.ok) return lu
    // the row is locked before it is read: an avis given at the same time is seen
    await tx.selectFrom('avis').select('id').where('guichet_id', '=', ctx.guichetId).where('id', '=', d.avis).forUpdate().execute()
    const avis = (await avisDe(tx, ctx.guichetId, d.dossierId)).find(a => a.id === d.avis)
    if (!avis) return err({ motif: 'avis_inconnu' })
    if (avis.renduLe) return err({ motif: 'rendu' })
    if (avis.annuleLe) return ok(undefined)
    await tx
      .updateTable('avis')
      .set({ annule_le: ctx.instant, annule_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', avis.id)
      .execute()
    await journaliser(tx, ctx, 'instruction.avis_retire', d.dossierId, { avis: avis.id, expert: avis.expert })
    return ok(undefined)
  })
