import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { convoquer, ecrireComposition, verifierPreparation } from './composer.ts'
import type { RefusSeance } from './creer.ts'
import type { Preparation } from './seance.form.ts'

/** Changes a séance before it opens: when, where, who sits, its agenda. New members are told; all are when the date or the place changes. */
export const preparerSeance = (ctx: ContexteActeur, id: string, p: Preparation): Promise<Result<void, RefusComite | RefusSeance>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'preparer', id)
    if (!lue.ok) return lue
    const { appelId, appel, instance, tenueLe, lieu } = lue.value
    const { assis, errors } = await verifierPreparation(tx, ctx, { appelId, appel, instance, seanceId: id }, p)
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    await tx
      .updateTable('seance')
      .set({ tenue_le: p.tenueLe, lieu: p.lieu })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    const nouveaux = await ecrireComposition(tx, ctx, id, assis, p.dossiers)
    const deplacee = p.tenueLe.getTime() !== tenueLe.getTime() || p.lieu !== lieu
    const prevenus = deplacee ? assis.map(a => a.candidat) : nouveaux
    await convoquer(tx, ctx, { id, titre: appel.titre, instance, tenueLe: p.tenueLe, lieu: p.lieu }, prevenus)
    await journaliser(tx, ctx, 'comite.seance_preparee', id, {
      tenue_le: p.tenueLe.toISOString(),
      membres: assis.map(a => a.candidat.id),
      dossiers: p.dossiers,
    })
    return ok(undefined)
  })
