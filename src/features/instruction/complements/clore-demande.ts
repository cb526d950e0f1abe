import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../dossier/acte.ts'
import { demandesDe } from './complements.queries.ts'
import { tropLong } from './demande.form.ts'

export const NOTE_MAX = 2000
export type RefusCloture =
  | RefusInstruction
  | { motif: 'demande_inconnue' }
  /** Nothing to accept: the porteur has not answered, or the request was withdrawn. */
  | { motif: 'sans_reponse' }
  | { motif: 'deja_close' }
  | { motif: 'trop_long'; phrase: string }

/** Accepts what the porteur answered to a request, with a note for the service: the dossier waits for nothing more from it. */
export const cloreDemande = (
  ctx: ContexteActeur,
  d: { dossierId: string; complement: string; note: string },
): Promise<Result<void, RefusCloture>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'decider_complement', d.dossierId)
    if (!lu.ok) return lu
    const demande = (await demandesDe(tx, ctx.guichetId, d.dossierId)).find(k => k.id === d.complement)
    if (!demande) return err({ motif: 'demande_inconnue' })
    if (!demande.reponduLe) return err({ motif: 'sans_reponse' })
    if (demande.closLe) return err({ motif: 'deja_close' })
    const long = tropLong(d.note)
    if (long) return err({ motif: 'trop_long', phrase: long })
    await decider(tx, ctx, demande.id, 'acceptee', d.note || null)
    await journaliser(tx, ctx, 'instruction.complement_clos', d.dossierId, {
      complement: demande.id,
      numero: demande.numero,
      note: d.note || null,
    })
    return ok(undefined)
  })

/** Writes what was decided of an answer, point by point, and closes its request. The caller holds the dossier's lock. */
export async function decider(
  tx: Tx,
  { guichetId, instant, acteur }: ContexteActeur,
  complement: string,
  decision: 'acceptee' | 'redemandee',
  motif: string | null,
) {
  await tx
    .updateTable('complement_point')
    .set({ decision, motif, decide_le: instant, decide_par: acteur.compteId })
    .where('guichet_id', '=', guichetId)
    .where('complement_id', '=', complement)
    .where('decision', 'is', null)
    .execute()
  // after its points: the inbox follows this row
  await tx
    .updateTable('complement')
    .set({ clos_le: instant, clos_par: acteur.compteId })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', complement)
    .execute()
}
