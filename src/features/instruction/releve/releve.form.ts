import { z } from 'zod'
import { instantDeParis } from '../../../lib/dates.ts'
import { heureTapee, jourTape } from '../../../lib/jour-heure.ts'

/** When the next relevé is, in Paris time, to the minute. */
export const suivantForm = z
  .object({ jour: jourTape('Indiquez le jour du prochain relevé', '12/07/2027'), heure: heureTapee('12:00') })
  .transform(f => instantDeParis(`${f.jour}T${f.heure}:00`))
