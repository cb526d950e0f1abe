import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusSuivi, suiviPour } from '../acces.ts'
import { avenantsDe } from '../projet.queries.ts'
import { TEXTE_MAX } from './avenants.rules.ts'

export type RefusAvis = RefusSuivi | { motif: 'decide' } | { motif: 'saisie'; phrase: string }

/** The opinion of the service on an amendment that is asked; it may be written again until the decision. */
export const instruireAvenant = (
  ctx: ContexteActeur,
  d: { dossierId: string; avenantId: string; avis: string },
): Promise<Result<void, RefusAvis>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'instruire_avenant', d.dossierId)
    if (!acces.ok) return acces
    const v = (await avenantsDe(tx, ctx.guichetId, d.dossierId)).find(x => x.id === d.avenantId)
    if (!v) return err({ motif: 'introuvable' })
    if (v.sens || v.retireLe) return err({ motif: 'decide' })
    if (d.avis === '') return err({ motif: 'saisie', phrase: 'Écrivez votre avis' })
    if (d.avis.length > TEXTE_MAX) return err({ motif: 'saisie', phrase: 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus' })
    await tx
      .updateTable('avenant')
      .set({ avis: d.avis, instruit_par: ctx.acteur.compteId, instruit_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', v.id)
      .execute()
    await journaliser(tx, ctx, 'suivi.avenant_instruit', d.dossierId, { avenant: v.id })
    return ok(undefined)
  })
