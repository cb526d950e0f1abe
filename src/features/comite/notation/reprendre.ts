import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { dossierPour, type RefusComite } from '../acte.ts'
import { grilleDe } from './notation.queries.ts'

export type RefusReprise = RefusComite | { motif: 'a_jour' }

/** Opens a finalised grid again, because the dossier changed since: the others' scores close, and each score is to be read again. */
export const reprendreGrille = (ctx: ContexteActeur, d: { seanceId: string; dossierId: string }): Promise<Result<void, RefusReprise>> =>
  enTransaction(ctx, async tx => {
    const lu = await dossierPour(tx, ctx, 'noter', d)
    if (!lu.ok) return lu
    const { s, inscrit } = lu.value
    const grille = await grilleDe(tx, ctx.guichetId, s.moi!.id, inscrit.id)
    if (!grille || grille.depotId === inscrit.depotId) return err({ motif: 'a_jour' })
    if (!grille.finaliseeLe) return ok(undefined)
    await tx
      .updateTable('grille')
      .set({ finalisee_le: null, depot_id: null, modifiee_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', grille.id)
      .execute()
    await journaliser(tx, ctx, 'comite.grille_reprise', d.dossierId, {
      seance: s.id,
      membre: ctx.acteur.compteId,
      version: inscrit.version,
    })
    return ok(undefined)
  })
