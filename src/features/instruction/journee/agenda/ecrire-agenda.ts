import ical from 'ical-generator'
import { horlogeDeParis } from '../../../../lib/dates.ts'
import { pluriel } from '../../../../lib/mots.ts'
import type { Evenement } from '../lire-journee.ts'

const jourEntier = (jour: string) => ({ start: new Date(`${jour}T00:00:00Z`), allDay: true, timezone: 'UTC' })
/** A day that has no hour is the whole day. */
function debutDe(quand: Date) {
  const [jour = '', heure] = horlogeDeParis(quand).split('T')
  return heure === '00:00:00' ? jourEntier(jour) : { start: quand }
}

/**
 * The calendar of somebody of the service for their diary (RFC 5545): days of their calls, and how many acts they owe each day. It names no dossier and nobody: a diary is often
 * read by others. Identifiers stay the same, so that a diary replaces its entries.
 */
export function ecrireAgenda(
  { dates, dus }: { dates: readonly Evenement[]; dus: readonly { jour: string; n: number }[] },
  { hote, url, instant }: { hote: string; url: string; instant: Date },
): string {
  const agenda = ical({ prodId: { company: 'Guichet territorial', product: 'Ma journée', language: 'FR' } })
  const commun = { stamp: instant, url }
  for (const d of dates) agenda.createEvent({ ...commun, id: `${d.cle}@${hote}`, ...debutDe(d.quand), summary: `${d.quoi}\u00a0: ${d.ou}` })
  for (const { jour, n } of dus)
    agenda.createEvent({
      ...commun,
      id: `a-traiter-${jour}@${hote}`,
      ...jourEntier(jour),
      summary: `${pluriel(n, 'acte')} à faire dans le guichet`,
    })
  // RFC 5545, 3.1: every line ends, the last one too, which the library leaves open
  return `${agenda.toString().trimEnd()}\r\n`
}
