import { z } from 'zod'
import { heureCourte, instantDeParis } from '../../../lib/dates.ts'
import { heureTapee, jourTape } from '../../../lib/jour-heure.ts'

/** The instant at which a version is published, as it is typed in Paris. The hour that the change to summer time skips is refused; of the one that comes twice, the first counts. */
export const instantForm = z
  .object({ jour: jourTape('Indiquez le jour de la publication', '02/11/2026'), heure: heureTapee('09:00') })
  .transform((f, c) => {
    const le = instantDeParis(`${f.jour}T${f.heure}:00`)
    if (heureCourte(le) === f.heure) return le
    const message = `Cette heure n’existe pas ce jour-là\u00a0: les horloges avancent. Écrivez par exemple ${heureCourte(le)}`
    c.addIssue({ code: 'custom', path: ['heure'], message })
    return z.NEVER
  })

/** Whether the clock of Paris shows this hour again an hour later. */
export const passeDeuxFois = (le: Date) => heureCourte(new Date(le.getTime() + 3_600_000)) === heureCourte(le)
