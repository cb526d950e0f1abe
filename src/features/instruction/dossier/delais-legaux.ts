import { type DateCivile, dateCivile } from '../../../lib/dates.ts'
import type { Appel } from '../../appels/index.ts'

/** A wait for complements: from the request to the answer, or to its withdrawal; `au` is absent while it lasts. */
export type Attente = { du: Date; au: Date | undefined }
export type DelaiLegal = {
  quoi: 'recevabilite' | 'decision'
  mois: number
  /** Last civil day in Paris, days of suspension added. */
  echeance: DateCivile
  /** What silence on that day is worth: « recevable », « rejet »… */
  silence: string
  /** Days left from the reading on; negative once past. */
  reste: number
}
export type DelaisLegaux = { delais: DelaiLegal[]; suspendus: number; enSuspens: boolean }

const jour = (d: Date) => Temporal.PlainDate.from(dateCivile(d))
const entre = (a: Temporal.PlainDate, b: Temporal.PlainDate) => a.until(b).days

/** Days waited for complements, those that overlap counted once. */
function joursSuspendus(attentes: readonly Attente[], instant: Date): number {
  let fin: Temporal.PlainDate | undefined
  let jours = 0
  for (const a of [...attentes].sort((x, y) => x.du.getTime() - y.du.getTime())) {
    const [du, au] = [jour(a.du), jour(a.au ?? instant)]
    const depuis = fin && Temporal.PlainDate.compare(fin, du) > 0 ? fin : du
    if (Temporal.PlainDate.compare(au, depuis) <= 0) continue
    jours += entre(depuis, au)
    fin = au
  }
  return jours
}

/**
 * The delays that run from the reception (décret 2018-514, CRPA L. 231-4), as they stand at an instant: on admissibility, then on the decision.
 * Waiting for complements suspends them where the call's regime says so. Pure.
 */
export function delaisLegaux({ regime }: Pick<Appel, 'regime'>, recuLe: Date, attentes: readonly Attente[], instant: Date): DelaisLegaux {
  const suspendus = regime.suspension ? joursSuspendus(attentes, instant) : 0
  const delai = (quoi: DelaiLegal['quoi'], mois: number, silence: string): DelaiLegal => {
    const echeance = jour(recuLe).add({ months: mois }).add({ days: suspendus })
    return { quoi, mois, echeance: echeance.toString(), silence, reste: entre(jour(instant), echeance) }
  }
  return {
    delais: [
      ...(regime.recevabilite ? [delai('recevabilite', regime.recevabilite.delai_mois, 'recevable')] : []),
      delai('decision', regime.decision.delai_mois, regime.decision.silence),
    ],
    suspendus,
    enSuspens: !!regime.suspension && attentes.some(a => a.au === undefined),
  }
}
