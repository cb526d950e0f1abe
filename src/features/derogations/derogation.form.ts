import { z } from 'zod'
import { type DateCivile, instantDeParis, parseDate, parseHeure } from '../../lib/dates.ts'

const jour = z
  .string({ error: 'Indiquez le dernier jour' })
  .trim()
  .transform((saisie, c): DateCivile => {
    const lu = parseDate(saisie)
    if (lu) return lu
    c.addIssue(saisie ? `«\u00a0${saisie}\u00a0» n’est pas un jour. Écrivez par exemple 24/09/2021` : 'Indiquez le dernier jour')
    return z.NEVER
  })
const heure = z
  .string({ error: 'Indiquez l’heure' })
  .trim()
  .transform((saisie, c): string => {
    const lue = parseHeure(saisie)
    if (lue) return lue
    c.addIssue(saisie ? `«\u00a0${saisie}\u00a0» n’est pas une heure. Écrivez par exemple 23:59` : 'Indiquez l’heure')
    return z.NEVER
  })

/** Until when, in Paris time, and why. The last second is whole, and « 23:59 » holds its whole minute, as closings do. */
export const derogationForm = z
  .object({
    jour,
    heure,
    motif: z
      .string({ error: 'Dites pourquoi' })
      .trim()
      .min(10, 'Dites pourquoi, en une phrase')
      .max(1000, 'Dites-le en 1 000 caractères au plus'),
  })
  .transform(f => ({ motif: f.motif, jusquAu: instantDeParis(`${f.jour}T${f.heure}:${f.heure.endsWith('59') ? '59' : '00'}.999`) }))
