import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { champNote } from './notation.form.ts'
import { manquesDe } from './notation.rules.ts'
import { type Demande, ecrireGrille, preparerGrille, type RefusNote } from './noter.ts'

/** Finalises a member's scores with what the form says: they no longer change, and the others' open to them. Pressed twice, it is done once. */
export const finaliserGrille = (ctx: ContexteActeur, d: Demande): Promise<Result<void, RefusNote>> =>
  enTransaction(ctx, async tx => {
    const prete = await preparerGrille(tx, ctx, d)
    if (!prete.ok) return prete.error.motif === 'finalisee' ? ok(undefined) : prete
    const { s, inscrit, criteres, notes } = prete.value
    const manques = manquesDe(criteres, notes, inscrit.depotId)
    if (manques.length > 0) return err({ motif: 'saisie', errors: Object.fromEntries(manques.map(m => [champNote(m.code), m.phrase])) })
    const id = await ecrireGrille(tx, ctx, prete.value)
    await tx
      .updateTable('grille')
      .set({ finalisee_le: ctx.instant, depot_id: inscrit.depotId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    const donnees = { seance: s.id, membre: ctx.acteur.compteId, version: inscrit.version }
    await journaliser(tx, ctx, 'comite.grille_finalisee', d.dossierId, donnees)
    return ok(undefined)
  })
