import { type Acteur, aRole } from '../../../contexte.ts'
import type { Place } from '../../decret/index.ts'

/** Where somebody stands before the guichet itself. */
export const placeDe = (acteur: Acteur): Place => {
  if (aRole(acteur, 'administrateur')) return 'administrateur'
  if (aRole(acteur, 'direction')) return 'direction'
  return acteur.roles.length > 0 ? 'agent' : 'sans_lien'
}
