import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type Etat, peut, relation } from '../decret/index.ts'
import { aTemps, cloturePour } from '../delais/index.ts'
import { trouverDossier } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'

export type RefusReouverture = { motif: 'introuvable' } | { motif: 'fige'; etat: Etat } | { motif: 'ferme'; cloture: Date }

/**
 * Opens a filed dossier for changes, until the closing (C4.1): what was filed stands for everyone until it is filed again. Opened twice, it is
 * opened once.
 */
export const rouvrirDossier = (ctx: ContexteActeur, id: string): Promise<Result<void, RefusReouverture>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, id, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    if (dossier.etat === 'rouvert') return ok(undefined)
    if (!peut(relation(ctx.acteur, dossier), 'rouvrir', { dossier: dossier.etat })) return err({ motif: 'fige', etat: dossier.etat })
    if (!aTemps(dossier, ctx.instant)) return err({ motif: 'ferme', cloture: cloturePour(dossier, ctx.instant)! })
    await tx
      .updateTable('dossier')
      .set(eb => ({
        rouvert_le: ctx.instant,
        revision: eb('revision', '+', 1),
        modifie_le: ctx.instant,
        modifie_par: ctx.acteur.compteId,
      }))
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await journaliser(tx, ctx, 'dossier.rouvert', id)
    return ok(undefined)
  })
