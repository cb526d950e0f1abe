import { dateCivile, FUSEAU } from '../../lib/dates.ts'

/** What a reminder is called where it is written down: it is sent once. */
export type Rappel = 'dernier_jour' | `j_${number}`
/** Days from the last one, 0 or less, when the call does not say. */
export const JOURS_USUELS = [-7, -2, 0]

const HEURE = 8
/** A closing earlier in the day than this leaves no morning to warn in: its last day is the day before. */
const MATINEE_MS = 9 * 3_600_000

/** From when a reminder is due: 8:00 in Paris, so many days before the last day (`jours`, 0 or less), whatever the weekday (C4.1). */
export function seuilDe(jours: number, cloture: Date): Date {
  const dernier = Temporal.PlainDate.from(dateCivile(new Date(cloture.getTime() - MATINEE_MS)))
  const matin = dernier.add({ days: jours }).toZonedDateTime({ timeZone: FUSEAU, plainTime: { hour: HEURE } })
  return new Date(matin.epochMilliseconds)
}

type Du = { jours: readonly number[]; cloture: Date; depuis: Date; instant: Date }
/**
 * The one reminder due at an instant before a closing: the most urgent whose time has come, so that missed ones are not sent together.
 * `depuis`: since when the dossier waits to be filed; whoever began later knows how much time is left. Pure.
 */
export function rappelDu({ jours, cloture, depuis, instant }: Du): Rappel | undefined {
  const [rappel] = jours.filter(j => seuilDe(j, cloture) <= instant).sort((a, b) => b - a)
  if (rappel === undefined || depuis >= seuilDe(rappel, cloture) || instant > cloture) return undefined
  return rappel === 0 ? 'dernier_jour' : `j_${-rappel}`
}
