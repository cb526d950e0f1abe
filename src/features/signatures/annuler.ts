import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { peut } from '../decret/index.ts'
import { rendreSignatures } from '../delegations/index.ts'
import { journaliser } from '../journal/index.ts'
import { annulables, verrouiller } from './presentations.queries.ts'
import { avantDelai } from './signatures.rules.ts'

/** Takes back what somebody has signed in the last minutes, before anything of it leaves: the decisions wait again, and what they had taken of a delegation is given back. */
export const annulerSignatures = (ctx: ContexteActeur): Promise<number> =>
  enTransaction(ctx, async tx => {
    if (!peut('signataire', 'annuler_signature', { signature: 'signee' })) return 0
    const qui = { compteId: ctx.acteur.compteId, apres: avantDelai(ctx.instant) }
    const vues = await annulables(tx, ctx.guichetId, qui)
    await verrouiller(
      tx,
      ctx.guichetId,
      vues.map(s => s.presentationId),
    )
    // read again under the lock: a second press finds nothing more
    const siennes = await annulables(tx, ctx.guichetId, qui)
    for (const s of siennes) {
      await tx
        .updateTable('signature_decision')
        .set({ annulee_le: ctx.instant })
        .where('guichet_id', '=', ctx.guichetId)
        .where('id', '=', s.id)
        .execute()
      await rendreSignatures(tx, ctx, { nature: 'decision', dossierId: s.dossierId })
      await rendreSignatures(tx, ctx, { nature: 'acte', objetId: s.presentationId })
      await journaliser(tx, ctx, 'signature.annulee', s.dossierId, { signature: s.id })
    }
    return siennes.length
  })
