import { z } from 'zod'
import { type DateCivile, parseDate, parseHeure } from './dates.ts'

/** A day that somebody types, « 24/09/2021 »; `absent`: what is said when there is none. */
export const jourTape = (absent: string, exemple = '24/09/2021') =>
  z
    .string({ error: absent })
    .trim()
    .transform((saisie, c): DateCivile => {
      const lu = parseDate(saisie)
      if (lu) return lu
      c.addIssue(saisie ? `«\u00a0${saisie}\u00a0» n’est pas un jour. Écrivez par exemple ${exemple}` : absent)
      return z.NEVER
    })

/** An hour of Paris that somebody types, « 23:59 ». */
export const heureTapee = (exemple = '23:59') =>
  z
    .string({ error: 'Indiquez l’heure' })
    .trim()
    .transform((saisie, c): string => {
      const lue = parseHeure(saisie)
      if (lue) return lue
      c.addIssue(saisie ? `«\u00a0${saisie}\u00a0» n’est pas une heure. Écrivez par exemple ${exemple}` : 'Indiquez l’heure')
      return z.NEVER
    })
