import { dateCivile, FUSEAU } from '../../lib/dates.ts'

/** Reminders before a closing, the most urgent first. */
export const RAPPELS = ['dernier_jour', 'j_2', 'j_7'] as const
export type Rappel = (typeof RAPPELS)[number]

const JOURS_AVANT: Record<Rappel, number> = { dernier_jour: 0, j_2: 2, j_7: 7 }
const HEURE = 8
/** A closing earlier in the day than this leaves no morning to warn in: its last day is the day before. */
const MATINEE_MS = 9 * 3_600_000

/** From when a reminder is due: 8:00 in Paris, 7 or 2 days before the last day, or on that day, whatever the weekday (C4.1). */
export function seuilDe(rappel: Rappel, cloture: Date): Date {
  const dernier = Temporal.PlainDate.from(dateCivile(new Date(cloture.getTime() - MATINEE_MS)))
  const matin = dernier.subtract({ days: JOURS_AVANT[rappel] }).toZonedDateTime({ timeZone: FUSEAU, plainTime: { hour: HEURE } })
  return new Date(matin.epochMilliseconds)
}

/**
 * The one reminder due at an instant before a closing: the most urgent whose time has come, so that missed ones are not sent together.
 * `depuis`: since when the dossier waits to be filed; whoever began later knows how much time is left. Pure.
 */
export function rappelDu({ cloture, depuis, instant }: { cloture: Date; depuis: Date; instant: Date }): Rappel | undefined {
  const rappel = RAPPELS.find(r => seuilDe(r, cloture) <= instant)
  return rappel && depuis < seuilDe(rappel, cloture) && instant <= cloture ? rappel : undefined
}
