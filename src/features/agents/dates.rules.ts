import { type DateCivile, parseDate } from '../../lib/dates.ts'
import { err, ok, type Result } from '../../lib/result.ts'

/** The first and the last day of a line of a role, both included, in the time of the guichet; nothing where there is none. */
export type Dates = { du: DateCivile | null; au: DateCivile | null }
export type SaisieDates = { du: string; au: string }
export type RefusDates = { kind: 'jour'; champ: 'du' | 'au'; saisi: string } | { kind: 'fin_avant_debut' }
export const SANS_DATES: SaisieDates = { du: '', au: '' }

/** What was typed, or why it is no pair of days. Pure. */
export function lireDates(saisie: SaisieDates): Result<Dates, RefusDates> {
  const lues: Dates = { du: null, au: null }
  for (const champ of ['du', 'au'] as const) {
    const saisi = saisie[champ].trim()
    if (saisi === '') continue
    const jour = parseDate(saisi)
    if (!jour) return err({ kind: 'jour', champ, saisi })
    lues[champ] = jour
  }
  return lues.du && lues.au && lues.au < lues.du ? err({ kind: 'fin_avant_debut' }) : ok(lues)
}

export const memesDates = (a: Dates, b: Dates) => a.du === b.du && a.au === b.au
/** For the journal: what is said, and nothing of what is not. */
export const datesDites = ({ du, au }: Dates) => ({ ...(du ? { du } : {}), ...(au ? { au } : {}) })

/** The dates that a role still has for a call once it is given again: the widest of its lines there. One that has ended begins again, without any. Pure. */
export function datesGardees(lignes: readonly Dates[], jour: DateCivile): Dates {
  const encore = lignes.filter(l => l.au === null || l.au >= jour)
  const bout = (cle: 'du' | 'au', rang: 0 | -1) =>
    encore.some(l => l[cle] === null)
      ? null
      : (encore
          .map(l => l[cle]!)
          .sort()
          .at(rang) ?? null)
  return { du: bout('du', 0), au: bout('au', -1) }
}
