import { type Contexte, enTransaction } from '../../contexte.ts'
import { canonique } from '../contenu/index.ts'
import { modifiable } from '../delais/index.ts'
import { type Depot, type Dossier, depotDe, telQueDepose, verdictsDuDepot } from '../dossiers/index.ts'
import { type Lecture, lireRegles } from '../examen/index.ts'
import type { Resultat } from '../recevabilite/index.ts'
import type { ContenuDepose } from '../versions/index.ts'
import { exportBrouillon } from './brouillon.ts'

export type VerdictExporte = { resultat: Resultat; explication: string; clauses: readonly string[] }
/** A dossier ready to leave: what was filed when something stands filed, else what the draft holds. `json` is its content, word for word. */
export type AExporter = {
  dossier: Dossier
  lecture: Lecture
  verdicts: readonly VerdictExporte[]
  json: string
  depot: (Depot & { lu: ContenuDepose }) | undefined
  /** Instant of the last change. */
  etabliLe: Date
}

/** Reads all that an export holds, pieces' bytes aside, in one transaction that ends before anything is sent. */
export async function lireAExporter(ctx: Contexte, d: Dossier): Promise<AExporter> {
  if (!d.deposeLe || modifiable(d, ctx.instant)) {
    const lecture = lireRegles(d, ctx.instant)
    return { dossier: d, lecture, verdicts: lecture.verdicts, json: canonique(exportBrouillon(d)), depot: undefined, etabliLe: d.modifieLe }
  }
  return enTransaction(ctx, async tx => {
    const depot = await depotDe(tx, ctx.guichetId, d.id)
    if (!depot) throw new Error(`dossier ${d.id} is filed without a filing`)
    const dossier = await telQueDepose(tx, ctx.guichetId, d)
    const verdicts = await verdictsDuDepot(tx, ctx.guichetId, depot.id)
    return {
      dossier,
      lecture: lireRegles(dossier, depot.recuLe),
      verdicts: verdicts.map(v => ({ ...v, resultat: v.resultat as Resultat })),
      json: depot.contenu,
      depot: { ...depot, lu: JSON.parse(depot.contenu) as ContenuDepose },
      etabliLe: depot.recuLe,
    }
  })
}
