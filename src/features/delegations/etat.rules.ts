import { dateCivile } from '../../lib/dates.ts'
import type { Place } from '../decret/index.ts'
import { type Deleguee, horsFonction } from './competence.rules.ts'

export type EtatDelegation = 'a_venir' | 'en_vigueur' | 'finie'

type Datee = Deleguee & { delegue: Parameters<typeof horsFonction>[0]; mere?: Datee | null }
/** Where a delegation stands at an instant: it is over too when either person has left office, or when the one that it comes from is. Pure. */
export function etatDelegation(d: Datee, instant: Date): EtatDelegation {
  const jour = dateCivile(instant)
  if (d.finieLe && instant >= d.finieLe) return 'finie'
  if (d.au !== null && jour > d.au) return 'finie'
  if (horsFonction(d.delegant, instant) || horsFonction(d.delegue, instant)) return 'finie'
  if (d.mere && etatDelegation(d.mere, instant) === 'finie') return 'finie'
  return jour < d.du ? 'a_venir' : 'en_vigueur'
}

/** Those that may be subdelegated at an instant: in force, and whose arrêté says so. Pure. */
export const subdelegables = <D extends Datee & { subdelegable: boolean }>(delegations: readonly D[], instant: Date): D[] =>
  delegations.filter(d => d.subdelegable && etatDelegation(d, instant) === 'en_vigueur')

/** Where the administration stands before a delegation: whoever gives or receives it is only that. Pure. */
export const placeDevant = (compteId: string, interesses: readonly string[]): Place =>
  interesses.includes(compteId) ? 'interesse' : 'administrateur'
