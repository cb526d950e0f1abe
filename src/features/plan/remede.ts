import type { Centimes } from '../../lib/euros.ts'
import { calculer } from './calcul.ts'
import type { Plan, Reglage } from './plan.ts'

/** The one press that closes the gap of a plan: `ecart`, the gap that it closes, and the structure's share that does. Cents. */
export type Remede = { ecart: Centimes; part: Centimes }

/** What a collectivité pays at least of what public bodies pay (CGCT, L. 1111-10), in tenths of a percent. */
const PART_MINIMALE = 200

/**
 * The gap goes to the structure's own share, when every other amount is known. A share is lowered only as far as the law lets it: closing a gap must not open another fault. A share that is not typed yet
 * takes the whole of what is missing; one that does not read is left to whoever typed it. Pure, the same on the server and in the browser.
 */
export function remedeDe(p: Plan, r: Reglage): Remede | undefined {
  if (r.plan !== 'complet' || p.part === 'illisible') return undefined
  const actuelle = p.part === 'vide' ? 0 : p.part
  const { ecart } = calculer({ ...p, part: actuelle }, r)
  if (ecart === undefined || ecart === 0) return undefined
  const part = actuelle - ecart
  if (part < 0) return undefined
  const { partPropre } = calculer({ ...p, part }, r)
  return ecart > 0 && (partPropre === undefined || partPropre < PART_MINIMALE) ? undefined : { ecart, part }
}
