import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { interimPour } from './interims.queries.ts'
import { peutFinir } from './interims.rules.ts'
import { annoncerFin } from './prevenir-interim.ts'

/** `fini`: by somebody, or by its own last day. */
export type RefusFin = { motif: 'introuvable' } | { motif: 'interdit' }

/** Ends an interim before its last day: from then on it opens nothing. Ended already, nothing changes. Both are told. */
export const finirInterim = (ctx: ContexteActeur, id: string): Promise<Result<'fini' | 'deja', RefusFin>> =>
  enTransaction(ctx, async tx => {
    const i = await interimPour(tx, ctx.guichetId, id)
    const { compteId } = ctx.acteur
    if (!i || !(peutFinir(ctx.acteur, i.remplace_id) || compteId === i.remplacant_id)) return err({ motif: 'introuvable' })
    if (!peutFinir(ctx.acteur, i.remplace_id)) return err({ motif: 'interdit' })
    if (i.annule_le || i.au <= ctx.instant) return ok('deja')
    await tx.updateTable('interim').set({ annule_le: ctx.instant }).where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()
    await annoncerFin(tx, ctx, {
      id,
      du: i.du,
      au: i.au,
      remplace: { nom: i.remplace, courriel: i.courriel_remplace },
      remplacant: { nom: i.remplacant, courriel: i.courriel_remplacant },
    })
    await journaliser(tx, ctx, 'instruction.interim_fini', id, { remplace: i.remplace_id, remplacant: i.remplacant_id })
    return ok('fini')
  })
