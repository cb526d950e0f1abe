import { dateCivile } from '../../lib/dates.ts'
import type { Place } from '../decret/index.ts'
import { type Deleguee, horsFonction } from './competence.rules.ts'

export type EtatDelegation = 'a_venir' | 'en_vigueur' | 'finie'

/** Where a delegation stands at an instant: it is over too when either person has left office. Pure. */
export function etatDelegation(d: Deleguee & { delegue: Parameters<typeof horsFonction>[0] }, instant: Date): EtatDelegation {
  const jour = dateCivile(instant)
  if (d.finieLe && instant >= d.finieLe) return 'finie'
  if (d.au !== null && jour > d.au) return 'finie'
  if (horsFonction(d.delegant, instant) || horsFonction(d.delegue, instant)) return 'finie'
  return jour < d.du ? 'a_venir' : 'en_vigueur'
}

/** Where the administration stands before a delegation: whoever gives or receives it is only that. Pure. */
export const placeDevant = (compteId: string, interesses: readonly string[]): Place =>
  interesses.includes(compteId) ? 'interesse' : 'administrateur'
