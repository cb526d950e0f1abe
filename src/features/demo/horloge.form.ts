import { z } from 'zod'
import { instantDeParis } from '../../lib/dates.ts'

/** An instant of the demonstration: « 2021-09-13T10:00 » is Paris time; with an offset or Z it is what it says. Between 2000 and 2100. */
export const horlogeForm = z.object({
  instant: z
    .string({ error: 'Indiquez une date et une heure, par exemple 2021-09-13T10:00' })
    .trim()
    .transform((saisie, c) => {
      const lu = lireInstant(saisie)
      if (lu && lu.getUTCFullYear() >= 2000 && lu.getUTCFullYear() < 2100) return lu
      c.addIssue(saisie ? `« ${saisie} » n’est pas un instant. Écrivez par exemple 2021-09-13T10:00` : 'Indiquez une date et une heure')
      return z.NEVER
    }),
  retour: z.string().optional(),
})

function lireInstant(s: string): Date | undefined {
  try {
    const d = /(Z|[+-]\d{2}:?\d{2})$/.test(s) ? new Date(Temporal.Instant.from(s).epochMilliseconds) : instantDeParis(s.replace(' ', 'T'))
    return Number.isNaN(d.getTime()) ? undefined : d
  } catch {
    return undefined
  }
}
