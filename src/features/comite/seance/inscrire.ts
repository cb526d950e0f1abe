import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { aExaminer, verrouillerAppel } from './preparation.queries.ts'

export type RefusInscription = RefusComite | { motif: 'pas_a_inscrire' }

/**
 * Puts a dossier at the end of the agenda of an open séance. Nobody has said a word on it: each member declares their interests again before they read or decide anything. Pressed
 * twice, it is done once.
 */
export const inscrireDossier = (ctx: ContexteActeur, d: { seanceId: string; dossierId: string }): Promise<Result<void, RefusInscription>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'inscrire', d.seanceId)
    if (!lue.ok) return lue
    const { id, appel, appelId, instance, agenda } = lue.value
    if (agenda.some(x => x.id === d.dossierId)) return ok(undefined)
    await verrouillerAppel(tx, ctx.guichetId, appelId)
    const libres = await aExaminer(tx, ctx.guichetId, { appel, appelId, instance, seanceId: id })
    if (!libres.some(x => x.id === d.dossierId)) return err({ motif: 'pas_a_inscrire' })
    const rang = Math.max(0, ...agenda.map(x => x.rang)) + 1
    await tx
      .insertInto('seance_dossier')
      .values({ guichet_id: ctx.guichetId, seance_id: id, dossier_id: d.dossierId, rang })
      .onConflict(oc => oc.columns(['seance_id', 'dossier_id']).doUpdateSet({ rang, retire_le: null }))
      .execute()
    await journaliser(tx, ctx, 'comite.dossier_inscrit', id, { dossier: d.dossierId, rang })
    return ok(undefined)
  })
