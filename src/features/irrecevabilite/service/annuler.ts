import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { MOTIF_MAX } from '../../constats/index.ts'
import { journaliser } from '../../journal/index.ts'
import { changerEtat, instruitPour, type RefusInstruction } from '../../service/index.ts'
import type { RefusSaisie } from './declarer.ts'
import { prevenirMembres } from './prevenir.ts'

export type RefusAnnulation = RefusInstruction | Extract<RefusSaisie, { motif: 'sans_raison' | 'trop_long' }>

/** Takes back a decision of irrecevabilité, which stays written with the reason: the dossier is in instruction again, and its structure knows. */
export const annulerIrrecevabilite = (
  ctx: ContexteActeur,
  { dossierId, raison }: { dossierId: string; raison: string },
): Promise<Result<void, RefusAnnulation>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'annuler_irrecevabilite', dossierId)
    if (!lu.ok) return lu
    if (raison === '') return err({ motif: 'sans_raison' })
    if (raison.length > MOTIF_MAX) return err({ motif: 'trop_long', longueur: raison.length })
    const { id } = await tx
      .updateTable('irrecevabilite')
      .set({ annulee_le: ctx.instant, annulee_par: ctx.acteur.compteId, annulation_motif: raison })
      .where('guichet_id', '=', ctx.guichetId)
      .where('dossier_id', '=', dossierId)
      .where('annulee_le', 'is', null)
      .returning('id')
      .executeTakeFirstOrThrow()
    await changerEtat(tx, ctx, dossierId, 'en_instruction')
    const { ligne: l } = lu.value
    await prevenirMembres(tx, ctx, l, {
      cle: `irrecevabilite-annulee-${id}`,
      sujet: `Dossier ${l.numero} de nouveau en instruction`,
      paragraphes: [
        `La décision qui déclarait irrecevable le dossier ${l.numero}, «\u00a0${l.titre}\u00a0» (${l.porteur}), est annulée. Le service l’examine de nouveau.`,
        `Raison\u00a0: ${raison}`,
      ],
    })
    await journaliser(tx, ctx, 'instruction.irrecevabilite_annulee', dossierId, { irrecevabilite: id, raison })
    return ok(undefined)
  })
