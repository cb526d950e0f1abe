import { z } from 'zod'

/** When the relevés of a call without waves come: on a day of each month, or when the service says so. */
export type Rythme = { genre: 'mensuel'; jour: number; heure: number; minute: number } | { genre: 'a_la_main' }

const ATTENDU = '« chaque mois le 5 », « chaque mois le 5 à 12 h » ou « à la main »'
/** Noon when nothing is said: an hour that every day has, and that nobody takes for the day before. */
const MIDI = 12
const MENSUEL = /^chaque mois le (1er|\d{1,2})(?: à (\d{1,2}) ?h ?(\d{2})?)?$/

export const rythme = z
  .string(ATTENDU)
  .max(60)
  .transform((v, ctx): Rythme => {
    const dit = v.trim().toLowerCase().replace(/\s+/g, ' ')
    if (dit === 'à la main') return { genre: 'a_la_main' }
    const m = MENSUEL.exec(dit)
    const [jour, heure, minute] = [m?.[1] === '1er' ? 1 : Number(m?.[1]), Number(m?.[2] ?? MIDI), Number(m?.[3] ?? 0)]
    if (m && jour >= 1 && jour <= 31 && heure <= 23 && minute <= 59) return { genre: 'mensuel', jour, heure, minute }
    ctx.addIssue({ code: 'custom', message: ATTENDU })
    return z.NEVER
  })
