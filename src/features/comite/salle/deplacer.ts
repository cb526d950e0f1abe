import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { dossierPour, type RefusComite } from '../acte.ts'
import { examines } from '../seance.ts'

export const VERS = ['haut', 'bas', 'fin'] as const
export type Vers = (typeof VERS)[number]

/** The agenda once a dossier has gone one place up or down, or to its end; the same at an end. Pure. */
export function ordreApres(ids: readonly string[], id: string, vers: Vers): string[] {
  const i = ids.indexOf(id)
  const autres = ids.filter(x => x !== id)
  const place = vers === 'fin' ? autres.length : Math.min(Math.max(vers === 'haut' ? i - 1 : i + 1, 0), autres.length)
  return autres.toSpliced(place, 0, id)
}

/** Whoever conducts the room moves a dossier on its agenda: those around it give way, and every screen follows. */
export const deplacerDossier = (
  ctx: ContexteActeur,
  d: { seanceId: string; dossierId: string; vers: Vers },
): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await dossierPour(tx, ctx, 'conduire', d)
    if (!lue.ok) return lue
    const { s, inscrit } = lue.value
    const la = examines(s).map(x => x.id)
    // what left the agenda comes last: nothing that one sees moves around it
    const partis = s.agenda.map(x => x.id).filter(id => !la.includes(id))
    const ordre = [...ordreApres(la, inscrit.id, d.vers), ...partis]
    const changes = ordre.flatMap((id, n) => (s.agenda.find(x => x.id === id)!.rang === n + 1 ? [] : [{ id, rang: n + 1 }]))
    for (const { id, rang } of changes)
      await tx
        .updateTable('seance_dossier')
        .set({ rang })
        .where('guichet_id', '=', ctx.guichetId)
        .where('seance_id', '=', s.id)
        .where('dossier_id', '=', id)
        .execute()
    if (changes.length > 0)
      await journaliser(tx, ctx, 'comite.dossier_deplace', s.id, { dossier: inscrit.id, rang: ordre.indexOf(inscrit.id) + 1 })
    return ok(undefined)
  })
