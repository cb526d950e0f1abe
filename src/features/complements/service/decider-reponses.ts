import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { lireDepose } from '../../examen/index.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { demandesDe } from './complements.queries.ts'
import { lireDecisions, type SaisieDecisions } from './decisions.form.ts'
import { ecrireDemande } from './ecrire-demande.ts'

export type RefusDecision =
  | RefusInstruction
  | { motif: 'demande_inconnue' }
  /** Nothing to decide: the porteur has not answered, or the request was withdrawn. */
  | { motif: 'sans_reponse' }
  | { motif: 'deja_close' }
  | { motif: 'saisie'; errors: FieldErrors }

/**
 * Decides of each answer of a request: accepted, or asked again with what it still lacks, in a new request. The one that was answered is closed: the
 * dossier waits for nothing more from it. `redemandes`: how many points were asked again.
 */
export const deciderReponses = (
  ctx: ContexteActeur,
  d: { dossierId: string; complement: string } & SaisieDecisions,
): Promise<Result<{ redemandes: number }, RefusDecision>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'decider_complement', d.dossierId)
    if (!lu.ok) return lu
    const demande = (await demandesDe(tx, ctx.guichetId, d.dossierId)).find(k => k.id === d.complement)
    if (!demande) return err({ motif: 'demande_inconnue' })
    if (!demande.reponduLe) return err({ motif: 'sans_reponse' })
    if (demande.closLe) return err({ motif: 'deja_close' })
    const lues = lireDecisions(d, demande.points.length, ctx.instant)
    if (!lues.ok) return err({ motif: 'saisie', errors: lues.error })
    const { points, echeance } = lues.value
    for (const [i, p] of demande.points.entries()) await decider(tx, ctx, p.id, points[i]!.decision, points[i]!.manque)
    await clore(tx, ctx, demande.id)
    const { dossier } = await lireDepose(tx, ctx.guichetId, d.dossierId)
    const redemandes = demande.points.flatMap(({ id, etape, champ, piece }, i) => {
      const { manque } = points[i]!
      return manque === null ? [] : [{ etape, champ, piece, demande: manque, reprend: id }]
    })
    await journaliser(tx, ctx, 'instruction.complement_clos', d.dossierId, {
      complement: demande.id,
      numero: demande.numero,
      acceptees: points.length - redemandes.length,
      redemandees: redemandes.length,
      note: d.note || null,
    })
    if (echeance) await ecrireDemande(tx, ctx, dossier, { message: '', depotId: lu.value.ligne.depot_id, echeance, points: redemandes })
    return ok({ redemandes: redemandes.length })
  })

type Decision = 'acceptee' | 'redemandee'
/** Writes what was decided of one point, once. */
const decider = (tx: Tx, { guichetId, instant, acteur }: ContexteActeur, point: string, decision: Decision, motif: string | null) =>
  tx
    .updateTable('complement_point')
    .set({ decision, motif, decide_le: instant, decide_par: acteur.compteId })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', point)
    .where('decision', 'is', null)
    .execute()

/** Closes a request that was answered; after its points: the inbox follows this row. */
const clore = (tx: Tx, { guichetId, instant, acteur }: ContexteActeur, complement: string) =>
  tx
    .updateTable('complement')
    .set({ clos_le: instant, clos_par: acteur.compteId })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', complement)
    .execute()

/** A new request replaces one that was answered: each of its points was asked again, or let go. The caller holds the dossier's lock. */
export async function remplacer(tx: Tx, ctx: ContexteActeur, demande: { id: string; points: readonly { id: string }[] }) {
  for (const p of demande.points) await decider(tx, ctx, p.id, 'redemandee', null)
  await clore(tx, ctx, demande.id)
}
