import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { examines } from '../seance.ts'

export type RefusOuverture = RefusComite | { motif: 'sans_dossier' }

/** Opens a séance: presence is taken, and its agenda no longer changes. Pressed twice, it is done once. */
export const ouvrirSeance = (ctx: ContexteActeur, id: string): Promise<Result<void, RefusOuverture>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'ouvrir', id)
    if (!lue.ok) return lue.error.motif === 'etat' && lue.error.etat === 'ouverte' ? ok(undefined) : lue
    if (examines(lue.value).length === 0) return err({ motif: 'sans_dossier' })
    await tx
      .updateTable('seance')
      .set({ etat: 'ouverte', ouverte_par: ctx.acteur.compteId, ouverte_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await journaliser(tx, ctx, 'comite.seance_ouverte', id, { dossiers: examines(lue.value).length })
    return ok(undefined)
  })
