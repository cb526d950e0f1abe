import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelConnu } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { finirFonction } from './fonctions.ts'
import { signatairesDe } from './signataires.queries.ts'

/** Says that a signatory of a call has left office: the role is taken back for every call, and what they delegated, or were delegated, opens nothing from this instant. */
export const finirFonctions = (ctx: ContexteActeur, slug: string, id: string): Promise<Result<void, { kind: 'introuvable' }>> =>
  enTransaction(ctx, async tx => {
    const connu = await appelConnu(tx, ctx.guichetId, slug)
    const s = connu && (await signatairesDe(tx, ctx.guichetId, connu.appelId)).find(x => x.id === id)
    if (!s) return err({ kind: 'introuvable' })
    const { guichetId } = ctx
    const { numDeletedRows } = await tx
      .deleteFrom('role')
      .where('guichet_id', '=', guichetId)
      .where('compte_id', '=', s.compteId)
      .where('role', '=', 'signataire')
      .executeTakeFirstOrThrow()
    // of two at once, the second has nothing left to do
    if (numDeletedRows === 0n) return ok(undefined)
    await finirFonction(tx, ctx, s.compteId)
    await journaliser(tx, ctx, 'compte.role_retire', s.compteId, { role: 'signataire', fonction: s.id })
    return ok(undefined)
  })
