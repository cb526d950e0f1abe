import { dateCivile, joursEntre } from '../../../lib/dates.ts'

/** How soon something is due, in the order of the page. */
export const URGENCES = ['retard', 'jour', 'semaine', 'apres'] as const
export type Urgence = (typeof URGENCES)[number]
/** Days that « cette semaine » holds, today apart. */
const SEMAINE = 7

/** Late once its hour is past; today until midnight in Paris; what nothing is due for comes last. Pure. */
export function urgenceDe(echeance: Date | null, instant: Date): Urgence {
  if (!echeance) return 'apres'
  if (echeance < instant) return 'retard'
  if (dateCivile(echeance) === dateCivile(instant)) return 'jour'
  return joursEntre(instant, echeance) <= SEMAINE ? 'semaine' : 'apres'
}

/** « 27 j » late, « ce jour », « J‑3 »; nothing without a date. Pure. */
export function motUrgence(echeance: Date | null, instant: Date): string {
  if (!echeance) return 'sans date'
  const n = joursEntre(instant, echeance)
  if (echeance < instant) return n === 0 ? 'ce jour' : `${-n}\u00a0j`
  return n === 0 ? 'ce jour' : `J\u2011${n}`
}
