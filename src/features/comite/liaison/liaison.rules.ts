import { formatHeure } from '../../../lib/dates.ts'

/** What a screen said of itself: the dossier that it shows, whether what is being typed keeps it there, and until when that is believed. */
export type Signe = { dossierId: string | null; retenu: boolean; le: Date; jusqua: Date }

/** A script says again where it is every two seconds; a page without script is read again every ten. */
export const CRU_MS = { script: 6_000, page: 25_000 } as const

/** How a screen follows the room. `jamais`: it has not been heard of. */
export type Suivi =
  | { etat: 'suit' }
  | { etat: 'retenu' }
  | { etat: 'jamais' }
  | { etat: 'ailleurs'; dossierId: string | null }
  | { etat: 'perdu'; depuis: Date }

/** Where a screen is. The clock of the demonstration may have gone back: nothing is believed of a time to come. Pure. */
export function suiviDe(signe: Signe | undefined, debatId: string | undefined, instant: Date): Suivi {
  if (!signe || signe.le > instant) return { etat: 'jamais' }
  if (signe.jusqua < instant) return { etat: 'perdu', depuis: signe.le }
  if (signe.dossierId === (debatId ?? null)) return { etat: 'suit' }
  return signe.retenu ? { etat: 'retenu' } : { etat: 'ailleurs', dossierId: signe.dossierId }
}

/** The same, in words; `rang`: that of the dossier that is read. */
export function direSuivi(s: Suivi, rang: (dossierId: string) => number | undefined): string {
  if (s.etat === 'suit') return 'suit'
  if (s.etat === 'retenu') return 'écrit, son écran attend'
  if (s.etat === 'jamais') return 'pas encore dans la salle'
  if (s.etat === 'perdu') return `ne suit plus depuis ${formatHeure(s.depuis)}`
  const n = s.dossierId === null ? undefined : rang(s.dossierId)
  return n === undefined ? 'consulte autre chose' : `consulte le\u00a0${n}`
}
