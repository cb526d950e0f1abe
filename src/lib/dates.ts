import { sansAccents } from './mots.ts'
/** Instants are `Date` (timestamptz); civil dates are `AAAA-MM-JJ` strings. Everything shown is in Europe/Paris. */
export const FUSEAU = 'Europe/Paris'
export type DateCivile = string

const NBSP = '\u00a0'
/** The words of the calendar, asked once, with the first date that needs them: a formatter costs far more than the date that it writes. */
const mots = (options: Intl.DateTimeFormatOptions, dates: readonly Date[]) => {
  let lus: string[] | undefined
  const lire = () => {
    const formateur = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', ...options })
    return dates.map(d => formateur.format(d))
  }
  return (rang: number) => {
    lus ??= lire()
    return lus[rang]!
  }
}
const douze = Array.from({ length: 12 }, (_, mois) => new Date(Date.UTC(2021, mois, 1)))
const motMois = mots({ month: 'long' }, douze)
const motMoisCourt = mots({ month: 'short' }, douze)
/** From Sunday, as `getUTCDay` counts. */
const motJour = mots(
  { weekday: 'long' },
  Array.from({ length: 7 }, (_, jour) => new Date(Date.UTC(2021, 7, 1 + jour))),
)

/** « 17 septembre 2021 » (« 1er juillet 2021 ») from a civil date, with no-break spaces. */
export const formatDateCivile = (date: DateCivile) => {
  const [annee, mois, jour] = date.split('-').map(Number) as [number, number, number]
  return `${jour === 1 ? '1er' : jour}${NBSP}${motMois(mois - 1)}${NBSP}${annee}`
}
/** The same day in Paris, from an instant. */
export const formatJour = (d: Date) => formatDateCivile(dateCivile(d))
/** « vendredi 17 septembre 2021 ». */
export const formatJourSemaine = (d: Date) => {
  const date = dateCivile(d)
  return `${motJour(new Date(date).getUTCDay())} ${formatDateCivile(date)}`
}
/** « 23 h 59 », or « 23 h 59 min 59 s » when seconds are asked. */
export const formatHeure = (d: Date, { secondes = false } = {}) => {
  const h = horlogeDeParis(d)
  const heure = `${Number(h.slice(11, 13))}${NBSP}h${NBSP}${h.slice(14, 16)}`
  return secondes ? `${heure}${NBSP}min${NBSP}${h.slice(17)}${NBSP}s` : heure
}
/** « 17 septembre 2021 à 23 h 59 ». */
export const formatInstant = (d: Date, o: { secondes?: boolean } = {}) => `${formatJour(d)} à ${formatHeure(d, o)}`
/** « 17/09/2021 ». */
export const formatJourCourt = (d: Date) => formatDateCivileCourte(dateCivile(d))

/** « 09:05 », for data rather than for sentences. */
export const heureCourte = (d: Date) => horlogeDeParis(d).slice(11, 16)

/** What Paris adds to universal time, in milliseconds, at each hour of the calendar that was asked: its clocks change on the hour. */
const decalages = new Map<number, number>()
const HEURE_MS = 3_600_000
const JOUR_MS = 24 * HEURE_MS
function decalageDeParis(d: Date): number {
  const heure = Math.floor(d.getTime() / HEURE_MS)
  const connu = decalages.get(heure)
  if (connu !== undefined) return connu
  const decalage = Temporal.Instant.fromEpochMilliseconds(d.getTime()).toZonedDateTimeISO(FUSEAU).offsetNanoseconds / 1e6
  if (decalages.size >= 10_000) decalages.clear()
  decalages.set(heure, decalage)
  return decalage
}
/** What the clock shows in Paris, without its zone, as sheets keep it: « 2021-09-17T23:59:59 ». Sheets of a hundred thousand rows ask it by the row. */
export const horlogeDeParis = (d: Date) => new Date(d.getTime() + decalageDeParis(d)).toISOString().slice(0, 19)

/** « sept. », « août »: the month of a civil date. */
export const formatMoisCourt = (date: DateCivile) => motMoisCourt(Number(date.slice(5, 7)) - 1)

/** The civil date in Paris at this instant. */
export const dateCivile = (d: Date): DateCivile => horlogeDeParis(d).slice(0, 10)
/** ISO 8601 with the Paris offset, for `<time datetime>`: 2021-09-17T23:59:59+02:00. */
export function isoParis(d: Date): string {
  const minutes = Math.trunc(decalageDeParis(d) / 60_000)
  const deux = (n: number) => String(n).padStart(2, '0')
  return `${horlogeDeParis(d)}${minutes < 0 ? '-' : '+'}${deux(Math.trunc(Math.abs(minutes) / 60))}:${deux(Math.abs(minutes) % 60)}`
}

/** Midnight in Paris at the start of this civil day. */
export const debutDuJour = (date: DateCivile) => new Date(Temporal.PlainDate.from(date).toZonedDateTime(FUSEAU).epochMilliseconds)
/** « 2021-09-17T23:59:59 » read as Paris time. */
export const instantDeParis = (local: string) => new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(FUSEAU).epochMilliseconds)
/** The last second of this civil day in Paris: what is due on a day may be done until then. */
export const finDuJour = (date: DateCivile) => instantDeParis(`${date}T23:59:59`)
/** « 17/09/2021 » from a civil date. */
export const formatDateCivileCourte = (date: DateCivile) => date.split('-').reverse().join('/')

/** Years that a person may type. */
export const ANNEES = { min: 1900, max: 2100 }

/** No date is longer: « mercredi 30 septembre 2021 ». */
const LONGUEUR_DATE = 40
/** The rank of a month from its name, or from its beginning: « avril », « avr. », « fév ». From three letters, and four where two months share them. */
function rangDuMois(mot: string): number | undefined {
  const debut = sansAccents(mot).replace(/\.$/, '')
  const rangs = douze.flatMap((_, i) => (sansAccents(motMois(i)).startsWith(debut) ? [i + 1] : []))
  return debut.length >= 3 && rangs.length === 1 ? rangs[0] : undefined
}
/** « 4 avril 2022 », « lundi 4 avril 2022 », « 1er juillet 2021 »: as this site writes dates. */
function dateEnLettres(s: string): [number, number, number] | undefined {
  const m = /^(?:(\p{L}+)\.? )?(\d{1,2}|1er) (\p{L}{3,9}\.?) (\d{4})$/iu.exec(s)
  const mois = m && rangDuMois(m[3]!)
  if (!mois) return undefined
  const date: [number, number, number] = [Number(m[4]), mois, Number.parseInt(m[2]!, 10)]
  // a day of the week that is not that date's own: one of the two is wrong
  const jour = motJour(new Date(Date.UTC(date[0], date[1] - 1, date[2])).getUTCDay())
  return m[1] && m[1].toLowerCase() !== jour ? undefined : date
}

/** Reads jj/mm/aaaa, j/m/aaaa, jjmmaaaa, AAAA-MM-JJ and « 4 avril 2022 »; `undefined` when it is not a day of the calendar between 1900 and 2100. */
export function parseDate(saisie: string): DateCivile | undefined {
  if (saisie.length > LONGUEUR_DATE) return undefined
  const s = saisie.trim().replace(/\s+/g, ' ')
  const fr = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(s) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(s)
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(s)
  const [a, m, j] = fr ? [fr[3], fr[2], fr[1]].map(Number) : iso ? iso.slice(1).map(Number) : (dateEnLettres(s) ?? [])
  if (!a || !m || !j || a < ANNEES.min || a > ANNEES.max) return undefined
  try {
    return Temporal.PlainDate.from({ year: a, month: m, day: j }, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

/** « 14:30 », « 14 h 30 » or « 14h » → « 14:30 ». */
export function parseHeure(saisie: string): string | undefined {
  const [, h = '', m = '00'] = /^(\d{1,2})(?:\s?[:h]\s?(\d{2})?)?$/i.exec(saisie.trim()) ?? []
  return h !== '' && Number(h) < 24 && Number(m) < 60 ? `${h.padStart(2, '0')}:${m}` : undefined
}

/** Time left as it is useful: « 4 jours », then on the last day « 5 h 29 min », « 12 minutes »; `undefined` once past. */
export function delaiRestant(maintenant: Date, fin: Date): string | undefined {
  const ms = fin.getTime() - maintenant.getTime()
  if (ms < 0) return undefined
  const pluriel = (n: number, mot: string) => `${n}${NBSP}${mot}${n > 1 ? 's' : ''}`
  const jours = Math.floor(ms / 86_400_000)
  if (jours >= 1) return pluriel(jours, 'jour')
  const heures = Math.floor(ms / 3_600_000)
  const minutes = Math.floor(ms / 60_000) % 60
  if (heures >= 1) return `${heures}${NBSP}h${NBSP}${String(minutes).padStart(2, '0')}${NBSP}min`
  return pluriel(Math.max(1, minutes), 'minute')
}

/** Civil days from an instant to another, in Paris. */
export const joursEntre = (de: Date, a: Date) => (Date.parse(dateCivile(a)) - Date.parse(dateCivile(de))) / JOUR_MS

/** The hour alone today, with the day otherwise: « 9 h 58 », « 9 h 58, le 4 mai 2021 ». */
export const formatHeureOuJour = (d: Date, maintenant: Date) =>
  dateCivile(d) === dateCivile(maintenant) ? formatHeure(d) : `${formatHeure(d)}, le ${formatJour(d)}`

/** Days that have four figures in their year: « début + durée » may go anywhere, and a sentence still says a day. */
const [PREMIER_JOUR, DERNIER_JOUR] = ['0001-01-01', '9999-12-31'].map(d => Date.parse(d) / 86_400_000) as [number, number]
/** The civil date of a number of days since 1970. */
export const dateDe = (jour: number): DateCivile =>
  new Date(Math.min(Math.max(Math.round(jour), PREMIER_JOUR), DERNIER_JOUR) * 86_400_000).toISOString().slice(0, 10)
