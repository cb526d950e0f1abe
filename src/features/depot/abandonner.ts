import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type Etat, peut, relation } from '../decret/index.ts'
import { trouverDossier } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'

/** Gives a draft up: it stays readable by its structure and is never filed. Doing it twice does it once. */
export const abandonnerDossier = (
  ctx: ContexteActeur,
  id: string,
): Promise<Result<void, { motif: 'introuvable' } | { motif: 'fige'; etat: Etat }>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, id, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    if (dossier.etat === 'abandonne') return ok(undefined)
    if (!peut(relation(ctx.acteur, dossier), 'abandonner', { dossier: dossier.etat })) return err({ motif: 'fige', etat: dossier.etat })
    await tx
      .updateTable('dossier')
      .set({ etat: 'abandonne', modifie_le: ctx.instant, modifie_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await journaliser(tx, ctx, 'dossier.abandonne', id)
    return ok(undefined)
  })
