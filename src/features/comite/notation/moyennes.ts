import type { Tx } from '../../../db/db.ts'
import { peut } from '../../decret/index.ts'
import { estDeporte, examines, placesDossier, type Seance } from '../seance.ts'
import { type Avancement, type Grille, grillesFinalisees } from './notation.queries.ts'
import { type Moyenne, moyenneDe, tousLesCriteres } from './notation.rules.ts'

/** Averages of these dossiers, from the finalised grids of members who are not in conflict on them. Pure. */
export function moyennesDe(s: Seance, dossiers: readonly string[], grilles: readonly Grille[]): Map<string, Moyenne> {
  const criteres = tousLesCriteres(s.appel)
  return new Map(
    dossiers.flatMap(id => {
      const membres = new Set(s.membres.filter(m => !estDeporte(s, m, id)).map(m => m.id))
      const comptent = grilles.filter(g => g.dossierId === id && membres.has(g.membreId))
      const moyenne = moyenneDe(
        criteres,
        comptent.map(g => g.notes),
      )
      return moyenne ? [[id, moyenne] as const] : []
    }),
  )
}

/** The averages that the reader may see: of the dossiers where their own grid is finalised, or of all for the administration when it does not sit. */
export async function moyennesVisibles(tx: Tx, guichetId: string, s: Seance, avancement: readonly Avancement[]) {
  const visibles = examines(s)
    .filter(d => peut(placesDossier(s, d.id), 'comparer', { seance: s.etat }))
    .filter(d => !s.moi || avancement.some(a => a.membreId === s.moi!.id && a.dossierId === d.id && a.finalisee))
    .map(d => d.id)
  return moyennesDe(s, visibles, await grillesFinalisees(tx, guichetId, s.id, visibles))
}
