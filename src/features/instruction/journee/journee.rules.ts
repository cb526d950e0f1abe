import { type DateCivile, dateCivile, debutDuJour, formatJourSemaine, joursEntre } from '../../../lib/dates.ts'
import { majuscule, pluriel } from '../../../lib/mots.ts'

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

/** Days of work that the drawing of what is due holds, today among them. */
const JOURS_DESSINES = 12
/** `jours`: each day from today, and how many acts are due; `apres`: those due later. */
export type Charge = { jours: { jour: DateCivile; n: number }[]; apres: number }

/**
 * What is due day by day: today with all that is late, then days of work, and a day off when something is due that day. Pure.
 */
export function chargeParJour(dus: readonly { jour: DateCivile; n: number }[], enRetard: number, instant: Date): Charge {
  const parJour = new Map(dus.map(d => [d.jour, d.n]))
  const debut = Temporal.PlainDate.from(dateCivile(instant))
  const jours: Charge['jours'] = [{ jour: debut.toString(), n: enRetard + (parJour.get(debut.toString()) ?? 0) }]
  let travailles = debut.dayOfWeek < 6 ? 1 : 0
  for (let i = 1; travailles < JOURS_DESSINES; i++) {
    const d = debut.add({ days: i })
    const n = parJour.get(d.toString()) ?? 0
    if (d.dayOfWeek < 6) travailles++
    if (d.dayOfWeek < 6 || n > 0) jours.push({ jour: d.toString(), n })
  }
  const dernier = jours.at(-1)!.jour
  return { jours, apres: dus.filter(d => d.jour > dernier).reduce((t, d) => t + d.n, 0) }
}

/** What the drawing says, in words: how many, until when, and the day that holds the most. Pure. */
export function phraseCharge({ jours, apres }: Charge): string {
  const total = jours.reduce((t, j) => t + j.n, 0)
  const [charge] = jours.toSorted((a, b) => b.n - a.n)
  const dit = (jour: DateCivile) => formatJourSemaine(debutDuJour(jour)).replace(/\s\d{4}$/, '')
  const fin = dit(jours.at(-1)!.jour)
  const ensuite = apres > 0 ? ` Plus tard\u00a0: ${pluriel(apres, 'autre')}.` : ''
  if (total === 0)
    return `Rien n’est dû d’ici au ${fin}.${apres > 0 ? ` ${majuscule(pluriel(apres, 'acte est dû', 'actes sont dus'))} plus tard.` : ''}`
  const combien = `${majuscule(pluriel(total, 'acte est dû', 'actes sont dus'))} d’ici au ${fin}.`
  const jour =
    charge!.n === total
      ? ''
      : ` Le jour le plus chargé\u00a0: ${charge === jours[0] ? 'aujourd’hui' : dit(charge!.jour)}, ${pluriel(charge!.n, 'acte')}.`
  return combien + jour + ensuite
}
