import { aRole, type ContexteActeur } from '../../contexte.ts'
import type { Place } from '../decret/index.ts'

/** Where somebody of the service stands before what waits for a signature. */
export const placeDe = ({ acteur }: ContexteActeur): Place => (aRole(acteur, 'administrateur') ? 'administrateur' : 'agent')
