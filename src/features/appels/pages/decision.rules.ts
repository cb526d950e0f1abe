import type { Appel } from '../../cahier/index.ts'
import { autoriteNommee } from '../../decider/autorite.rules.ts'

/** How the projects are chosen, above what the call says of it: a call without a comité speaks of none. Pure. */
export const titreDuChoix = (appel: Appel): string => (appel.comite ? 'Comment le comité choisit' : 'Comment la décision est prise')

/** Who decides where nobody sits: « Le service lit et vérifie chaque dossier. Le préfet de Corse décide ensuite. » Pure. */
export const sansComite = (appel: Appel): string =>
  `Le service lit et vérifie chaque dossier, dans l’ordre où il peut l’instruire. ${autoriteNommee(appel) ?? 'L’autorité dont il dépend'} décide ensuite.`
