import { z } from 'zod'
import { instantDeParis } from '../../lib/dates.ts'
import { heureTapee, jourTape } from '../../lib/jour-heure.ts'

/** Until when, in Paris time, and why. The last second is whole, and « 23:59 » holds its whole minute, as closings do. */
export const derogationForm = z
  .object({
    jour: jourTape('Indiquez le dernier jour'),
    heure: heureTapee(),
    motif: z
      .string({ error: 'Dites pourquoi' })
      .trim()
      .min(10, 'Dites pourquoi, en une phrase')
      .max(1000, 'Dites-le en 1 000 caractères au plus'),
  })
  .transform(f => ({ motif: f.motif, jusquAu: instantDeParis(`${f.jour}T${f.heure}:${f.heure.endsWith('59') ? '59' : '00'}.999`) }))
