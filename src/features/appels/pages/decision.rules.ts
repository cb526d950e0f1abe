import type { Appel } from '../../cahier/index.ts'
import { autoriteDe } from '../../instances/instances.rules.ts'

/** How the projects are chosen, above what the call says of it: a call without a comité speaks of none. Pure. */
export const titreDuChoix = (appel: Appel): string => (appel.comite ? 'Comment le comité choisit' : 'Comment la décision est prise')

/** Who decides where nobody sits: « Le service lit et vérifie chaque dossier. Le préfet de Corse décide ensuite. » Pure. */
export function sansComite(appel: Appel): string {
  const autorite = autoriteDe(appel)
  return `Le service lit et vérifie chaque dossier, dans l’ordre où il peut l’instruire. ${autorite.charAt(0).toUpperCase()}${autorite.slice(1)} décide ensuite.`
}
