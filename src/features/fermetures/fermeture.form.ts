import { z } from 'zod'
import { instantDeParis } from '../../lib/dates.ts'
import { heureTapee, jourTape } from '../../lib/jour-heure.ts'

const motif = z
  .string({ error: 'Dites pourquoi' })
  .trim()
  .min(10, 'Dites pourquoi, en une phrase')
  .max(1000, 'Dites-le en 1\u00a0000 caractères au plus')

/** The code of one share of the call; nothing for the whole of it. */
const enveloppe = z
  .string()
  .max(100)
  .default('')
  .transform(e => e || undefined)
/** When a call closes, in Paris time, and why: the reason is public. */
export const fermetureForm = z
  .object({ enveloppe, jour: jourTape('Indiquez le jour de la fermeture', '17/06/2027'), heure: heureTapee('14:00'), motif })
  .transform(f => ({ enveloppe: f.enveloppe, motif: f.motif, le: instantDeParis(`${f.jour}T${f.heure}:00`) }))
export const reouvertureForm = z.object({ enveloppe, motif })
