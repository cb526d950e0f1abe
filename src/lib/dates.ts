/** Instants are `Date` (timestamptz); civil dates are `AAAA-MM-JJ` strings. Everything shown is in Europe/Paris. */
export const FUSEAU = 'Europe/Paris'
export type DateCivile = string

const NBSP = '\u00a0'
/** Making a formatter costs fifty times its use: one is kept per set of options. */
const formateurs = new Map<string, Intl.DateTimeFormat>()
function formateur(options: Intl.DateTimeFormatOptions) {
  const cle = JSON.stringify(options)
  const connu = formateurs.get(cle)
  if (connu) return connu
  const nouveau = new Intl.DateTimeFormat('fr-FR', { timeZone: FUSEAU, ...options })
  formateurs.set(cle, nouveau)
  return nouveau
}
const parts = (d: Date, options: Intl.DateTimeFormatOptions) =>
  Object.fromEntries(
    formateur(options)
      .formatToParts(d)
      .map(p => [p.type, p.value]),
  ) as Record<string, string>

const jourLong = (p: Record<string, string>) => `${p.day === '1' ? '1er' : p.day}${NBSP}${p.month}${NBSP}${p.year}`

/** « 17 septembre 2021 » (« 1er juillet 2021 »), with no-break spaces. */
export const formatJour = (d: Date) => jourLong(parts(d, { day: 'numeric', month: 'long', year: 'numeric' }))
/** « vendredi 17 septembre 2021 ». */
export const formatJourSemaine = (d: Date) => {
  const p = parts(d, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  return `${p.weekday} ${jourLong(p)}`
}
/** « 23 h 59 », or « 23 h 59 min 59 s » when seconds are asked. */
export const formatHeure = (d: Date, { secondes = false } = {}) => {
  const p = parts(d, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  const heure = `${Number(p.hour)}${NBSP}h${NBSP}${p.minute}`
  return secondes ? `${heure}${NBSP}min${NBSP}${p.second}${NBSP}s` : heure
}
/** « 17 septembre 2021 à 23 h 59 ». */
export const formatInstant = (d: Date, o: { secondes?: boolean } = {}) => `${formatJour(d)} à ${formatHeure(d, o)}`
/** « 17/09/2021 ». */
export const formatJourCourt = (d: Date) => {
  const p = parts(d, { day: '2-digit', month: '2-digit', year: 'numeric' })
  return `${p.day}/${p.month}/${p.year}`
}

/** « 09:05 », for data rather than for sentences. */
export const heureCourte = (d: Date) => {
  const p = parts(d, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return `${p.hour}:${p.minute}`
}
/** What the clock shows in Paris, without its zone, as sheets keep it: « 2021-09-17T23:59:59 ». */
export const horlogeDeParis = (d: Date) => {
  const p = parts(d, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}`
}
/** « sept. », « août »: the month of a civil date. */
export const formatMoisCourt = (date: DateCivile) => parts(debutDuJour(date), { month: 'short' }).month!

/** The civil date in Paris at this instant. */
export const dateCivile = (d: Date): DateCivile => {
  const p = parts(d, { day: '2-digit', month: '2-digit', year: 'numeric' })
  return `${p.year}-${p.month}-${p.day}`
}
/** ISO 8601 with the Paris offset, for `<time datetime>`: 2021-09-17T23:59:59+02:00. */
export const isoParis = (d: Date) =>
  Temporal.Instant.fromEpochMilliseconds(d.getTime()).toZonedDateTimeISO(FUSEAU).toString({ timeZoneName: 'never', smallestUnit: 'second' })

/** Midnight in Paris at the start of this civil day. */
export const debutDuJour = (date: DateCivile) => new Date(Temporal.PlainDate.from(date).toZonedDateTime(FUSEAU).epochMilliseconds)
/** « 2021-09-17T23:59:59 » read as Paris time. */
export const instantDeParis = (local: string) => new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(FUSEAU).epochMilliseconds)
/** « 17 septembre 2021 » from a civil date. */
export const formatDateCivile = (date: DateCivile) => formatJour(debutDuJour(date))

/** « 17/09/2021 » from a civil date. */
export const formatDateCivileCourte = (date: DateCivile) => date.split('-').reverse().join('/')

/** Reads jj/mm/aaaa, j/m/aaaa, jjmmaaaa and AAAA-MM-JJ; `undefined` when it is not a day of the calendar between 1900 and 2100. */
export function parseDate(saisie: string): DateCivile | undefined {
  const s = saisie.trim()
  const fr = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(s) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(s)
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(s)
  const [a, m, j] = fr ? [fr[3], fr[2], fr[1]].map(Number) : iso ? iso.slice(1).map(Number) : []
  if (!a || !m || !j || a < 1900 || a > 2100) return undefined
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
