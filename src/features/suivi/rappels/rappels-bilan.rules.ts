import { type DateCivile, FUSEAU } from '../../../lib/dates.ts'

const HEURE = 8
/** From when a reminder is due: 8:00 in Paris, `jours` after the day on which the bilan is due (before, when negative), whatever the season. */
export function seuilRappel(echeance: DateCivile, jours: number): Date {
  const matin = Temporal.PlainDate.from(echeance)
    .add({ days: jours })
    .toZonedDateTime({ timeZone: FUSEAU, plainTime: { hour: HEURE } })
  return new Date(matin.epochMilliseconds)
}
/** The civil day of a reminder. */
export const jourRappel = (echeance: DateCivile, jours: number): DateCivile =>
  Temporal.PlainDate.from(echeance).add({ days: jours }).toString()

type Du = { debut: DateCivile; echeance: DateCivile; rappels: readonly number[]; envoyes: readonly number[]; instant: Date }
/**
 * Reminders whose time has come and that were not sent, the earliest first. Those that an outage held back come together, and make one mail. None is
 * for a day before the period began. Pure.
 */
export const rappelsDus = ({ debut, echeance, rappels, envoyes, instant }: Du): number[] =>
  [...new Set(rappels)]
    .filter(j => !envoyes.includes(j) && seuilRappel(echeance, j) <= instant && jourRappel(echeance, j) >= debut)
    .sort((a, b) => a - b)
