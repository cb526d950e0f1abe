import { type Conflit, conflits } from './conflits.ts'
import { manques } from './expliquer.ts'
import type { Probleme } from './probleme.ts'
import { type Allocation, type Highs, resoudre } from './resoudre.ts'
import { type OptionsTirages, type Robustesse, robustesse } from './robustesse.ts'

/** `limiteMs`: for the allocation and its proof, again for the draws, again for what is missing. `robustesse` null: neither of these two. */
export type OptionsScenario = { limiteMs: number; robustesse: OptionsTirages | null }
export type Phase = 'optimum' | 'conflits' | 'robustesse' | 'manques'
/** Where a calculation is. The allocation comes with the first progress of the draws: it can be shown before they end. */
export type Avancement = { phase: Phase; fraction: number; allocation?: Allocation }

export type ResultatScenario =
  /** `limite`: the best found when the time ran out, and the bound that nothing beats. */
  | {
      statut: 'optimal' | 'limite'
      allocation: Allocation
      robustesse: Robustesse | null
      /** Cents that the envelope lacks for a dossier left out (see `manques`). */
      manques?: Record<string, number | null>
    }
  /** `conflits` null: the time ran out before they could be named. */
  | { statut: 'incompatible'; conflits: Conflit[] | null }
  /** Nothing was found in the time given. */
  | { statut: 'rien' }

/** All that a scenario shows: the allocation and its robustness, or the constraints that contradict each other. The same input gives the same result. */
export function calculer(highs: Highs, p: Probleme, o: OptionsScenario, suivre: (a: Avancement) => void): ResultatScenario {
  const dans = () => performance.now() + o.limiteMs
  suivre({ phase: 'optimum', fraction: 0 })
  const issue = resoudre(highs, p, { fin: dans(), suivre: fraction => suivre({ phase: 'optimum', fraction }) })
  if (issue.statut === 'rien') return issue
  if (issue.statut === 'incompatible') {
    suivre({ phase: 'conflits', fraction: 0 })
    return { statut: 'incompatible', conflits: conflits(highs, p, dans()) }
  }
  const { allocation, statut } = issue
  if (!o.robustesse || statut === 'limite') return { statut, allocation, robustesse: null }
  suivre({ phase: 'robustesse', fraction: 0, allocation })
  const tirages = { ...o.robustesse, fin: dans(), suivre: (fraction: number) => suivre({ phase: 'robustesse', fraction }) }
  const tires = robustesse(highs, p, tirages)
  const suite = { fin: dans(), suivre: (fraction: number) => suivre({ phase: 'manques', fraction }) }
  return { statut, allocation, robustesse: tires, manques: manques(highs, p, allocation, suite) }
}
