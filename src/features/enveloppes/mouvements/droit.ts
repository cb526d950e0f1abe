import { aRole, type ContexteActeur } from '../../../contexte.ts'
import type { Place } from '../../decret/index.ts'

/** Where somebody stands before the money of a call. */
export const placeDe = ({ acteur }: ContexteActeur): Place =>
  aRole(acteur, 'administrateur') ? 'administrateur' : aRole(acteur, 'direction') ? 'direction' : 'agent'
