import ical from 'ical-generator'
import { formatInstant } from '../../lib/dates.ts'
import type { AppelPublie } from './versions.queries.ts'

/**
 * Openings and closings of a call for a diary (RFC 5545). Identifiers stay the same from one version to the next, so that a diary replaces
 * its entries; instants are UTC, the whole second of the closing still being inside. No METHOD: it would make of the file a
 * message, whose events must name an organizer (RFC 5546). The diary itself has no name: the library writes
 * it without escaping.
 */
export function agendaDe({ appel, publieeLe, numero }: AppelPublie, { hote, url }: { hote: string; url: string }): string {
  const agenda = ical({
    prodId: { company: 'Guichet territorial', product: 'Appels à projets', language: 'FR' },
  })
  for (const vague of appel.calendrier.vagues) {
    const nom = appel.calendrier.vagues.length > 1 ? ` (${vague.libelle})` : ''
    const commun = { stamp: publieeLe, sequence: numero, url }
    agenda.createEvent({
      ...commun,
      id: `${appel.slug}-${vague.code}-ouverture@${hote}`,
      start: vague.ouverture,
      summary: `Ouverture du dépôt\u00a0: ${appel.titre}${nom}`,
      description: `${appel.resume}\n${url}`,
    })
    agenda.createEvent({
      ...commun,
      id: `${appel.slug}-${vague.code}-cloture@${hote}`,
      start: vague.cloture,
      summary: `Clôture du dépôt\u00a0: ${appel.titre}${nom}`,
      description: `Dernier instant pour déposer\u00a0: ${formatInstant(vague.cloture, { secondes: true })}, heure de Paris.\n${url}`,
    })
  }
  // RFC 5545, 3.1: every line ends, the last one too, which the library leaves open
  return `${agenda.toString().trimEnd()}\r\n`
}
