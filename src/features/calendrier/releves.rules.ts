import { FUSEAU } from '../../lib/dates.ts'
import { MOIS } from '../../lib/mois.ts'
import { finDe } from '../../lib/periodes.ts'
import type { Appel } from '../cahier/index.ts'

type Continu = NonNullable<Appel['calendrier']['continu']>
type Rythme = NonNullable<Continu['releves']>

/** Relevés of a call without waves that are looked at at most: sixty years of one a month. */
const LUS_MAX = 720

/**
 * Instants at which the dossiers of a call without waves are collected, from its opening: on a day of each month (its last day, where the month is shorter), at an
 * hour of Paris whatever the season; or those that were announced. The end of the call is one, and after an early closing the next one is the last.
 */
export function* relevesDe(appel: Appel): Generator<Date> {
  const { continu, vagues } = appel.calendrier
  if (!continu?.releves) return
  const [periode] = vagues
  const fin = periode?.cloture ? finDe(periode.cloture) : Number.POSITIVE_INFINITY
  for (const releve of prevus(continu, continu.releves)) {
    yield releve
    if (releve.getTime() >= fin) return
  }
}

function* prevus(c: Continu, r: Rythme): Generator<Date> {
  const derniere = c.fin ? new Date(finDe(c.fin)) : undefined
  if (r.genre === 'a_la_main') {
    const dits = [...(c.premier_releve ? [c.premier_releve] : []), ...(c.annonces ?? [])]
    yield* dits.filter((d, i) => dits.findIndex(x => x.getTime() === d.getTime()) === i).sort((a, b) => a.getTime() - b.getTime())
    return
  }
  for (const releve of mensuels(c, r)) {
    if (derniere && releve >= derniere) break
    yield releve
  }
  if (derniere) yield derniere
}

function* mensuels(c: Continu, r: Extract<Rythme, { genre: 'mensuel' }>): Generator<Date> {
  const depart = Temporal.Instant.fromEpochMilliseconds(c.ouverture.getTime()).toZonedDateTimeISO(FUSEAU).toPlainDate().toPlainYearMonth()
  for (let i = 0; i < LUS_MAX; i++) {
    const mois = depart.add({ months: i })
    if (c.sans_releve.includes(MOIS[mois.month - 1]!)) continue
    const jour = mois.toPlainDate({ day: Math.min(r.jour, mois.daysInMonth) })
    const instant = new Date(jour.toZonedDateTime({ timeZone: FUSEAU, plainTime: { hour: r.heure, minute: r.minute } }).epochMilliseconds)
    if (instant > c.ouverture) yield instant
  }
}

/** The next two relevés, as far as they are known: what is filed now goes to the first, what comes after it to the second. */
export function prochainsReleves(appel: Appel, instant: Date): { prochain: Date | undefined; suivant: Date | undefined } {
  const suite: Date[] = []
  for (const r of relevesDe(appel)) {
    if (r > instant) suite.push(r)
    if (suite.length === 2) break
  }
  return { prochain: suite[0], suivant: suite[1] }
}

/** Relevés whose instant has come, the first one first. */
export function relevesPasses(appel: Appel, instant: Date): Date[] {
  const passes: Date[] = []
  for (const r of relevesDe(appel)) {
    if (r > instant) break
    passes.push(r)
  }
  return passes
}
