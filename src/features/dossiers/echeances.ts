import { type DateCivile, dateCivile } from '../../lib/dates.ts'
import type { Appel } from '../appels/index.ts'

const plusMois = (d: Date, mois: number): DateCivile => Temporal.PlainDate.from(dateCivile(d)).add({ months: mois }).toString()

/** Days that run from the reception (décret 2018-514; CRPA L231-4): silence on admissibility, then on the decision. Civil days in Paris. */
export function echeances(appel: Appel, recuLe: Date): { recevabilite: DateCivile | undefined; silence: DateCivile } {
  const { recevabilite, decision } = appel.regime
  return {
    recevabilite: recevabilite && plusMois(recuLe, recevabilite.delai_mois),
    silence: plusMois(recuLe, decision.delai_mois),
  }
}
