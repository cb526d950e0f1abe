import type { ResultatScenario } from './calculer.ts'
import type { Conflit } from './conflits.ts'
import { type Attribution, classer, cles, type Probleme } from './probleme.ts'
import { totaliser } from './totaux.ts'
import { depassement } from './verifier.ts'

/** Amounts that a person chose, as a result beside those of the calculation: nothing of it is proven, and nothing is decided by the solver. */
export function evaluer(p: Probleme, montants: ReadonlyMap<string, Attribution>): ResultatScenario {
  const attributions = classer(p.dossiers).flatMap(d => montants.get(d.id) ?? [])
  const totaux = totaliser(p, attributions)
  const preuve = { borne: totaux[p.objectifs[0]!], optimum: false, departage: false }
  return { statut: 'limite', allocation: { attributions, totaux, preuve }, robustesse: null }
}

/** The constraints that an allocation breaks, and by how much, in integers: by what checks the calculated ones. */
export const ruptures = (p: Probleme, attributions: readonly Attribution[]): Conflit[] =>
  cles(p)
    .map(cle => ({ cle, suffit: true, ecart: depassement(p, attributions, cle) }))
    .filter(r => r.ecart > 0)
