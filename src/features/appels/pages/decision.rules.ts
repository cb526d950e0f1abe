import type { Appel } from '../../cahier/index.ts'
import { autoriteNommee } from '../../decider/autorite.rules.ts'

/** Whether the comité has something to weigh: a condition that is met or not is checked, not noted. */
const note = ({ ponderes, echelle }: Appel['criteres']) => ponderes || echelle.max - echelle.min > 1

/** How the projects are chosen, above what the call says of it: a call without a comité, or whose comité notes nothing, says who decides. Pure. */
export const titreDuChoix = (appel: Appel): string =>
  appel.comite && note(appel.criteres) ? 'Comment le comité choisit' : 'Comment la décision est prise'

/** Who decides where nobody sits: « Le service lit et vérifie chaque dossier. Le préfet de Corse décide ensuite. » Pure. */
export const sansComite = (appel: Appel): string =>
  `Le service lit et vérifie chaque dossier, dans l’ordre où il peut l’instruire. ${autoriteNommee(appel) ?? 'L’autorité dont il dépend'} décide ensuite.`
