import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../service/index.ts'
import { avisParId } from './avis.queries.ts'

export type RefusRetraitAvis = RefusInstruction | { motif: 'avis_inconnu' } | { motif: 'rendu' } | { motif: 'silence' }

/**
 * Withdraws a request: its link opens nothing any more. Withdrawn twice, it is done once; an avis that was given stays, and so does a silence that means something. Where it
 * means nothing, the request is withdrawn to be made again.
 */
export const retirerAvis = (ctx: ContexteActeur, d: { dossierId: string; avis: string }): Promise<Result<void, RefusRetraitAvis>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'demander_avis', d.dossierId)
    if (!lu.ok) return lu
    const avis = await avisParId(tx, ctx.guichetId, d.avis)
    if (!avis || avis.dossierId !== d.dossierId) return err({ motif: 'avis_inconnu' })
    if (avis.annuleLe) return ok(undefined)
    if (avis.renduLe) return err({ motif: 'rendu' })
    if (avis.avant && ctx.instant >= avis.avant && avis.silence !== 'aucun') return err({ motif: 'silence' })
    await tx
      .updateTable('avis')
      .set({ annule_le: ctx.instant, annule_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', avis.id)
      .execute()
    await journaliser(tx, ctx, 'instruction.avis_retire', d.dossierId, { avis: avis.id, expert: avis.expert })
    return ok(undefined)
  })
