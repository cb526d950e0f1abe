import ical from 'ical-generator'
import { formatInstant, horlogeDeParis } from '../../lib/dates.ts'
import { prochainsReleves } from '../calendrier/index.ts'
import type { AppelPublie } from './versions.queries.ts'

/**
 * Openings and closings of a call for a diary (RFC 5545). Identifiers stay the same from one version to the next, so that a diary replaces
 * its entries; instants are UTC, the whole second of the closing still being inside. No METHOD: it would make of the file a
 * message, whose events must name an organizer (RFC 5546). The diary itself has no name: the library writes
 * it without escaping.
 */
export function agendaDe(
  { appel, publieeLe, numero }: AppelPublie,
  { hote, url, instant }: { hote: string; url: string; instant: Date },
): string {
  const agenda = ical({
    prodId: { company: 'Guichet territorial', product: 'Appels à projets', language: 'FR' },
  })
  const commun = { stamp: publieeLe, sequence: numero, url }
  const { vagues, continu } = appel.calendrier
  for (const vague of vagues) {
    const nom = vagues.length > 1 ? ` (${vague.libelle})` : ''
    agenda.createEvent({
      ...commun,
      id: `${appel.slug}-${vague.code}-ouverture@${hote}`,
      start: vague.ouverture,
      summary: `Ouverture du dépôt\u00a0: ${appel.titre}${nom}`,
      description: `${appel.resume}\n${url}`,
    })
    if (vague.cloture)
      agenda.createEvent({
        ...commun,
        id: `${appel.slug}-${vague.code}-cloture@${hote}`,
        start: vague.cloture,
        summary: `Clôture du dépôt\u00a0: ${appel.titre}${nom}`,
        description: `Dernier instant pour déposer\u00a0: ${formatInstant(vague.cloture, { secondes: true })}, heure de Paris.\n${url}`,
      })
  }
  // the next relevé and the one after it, as on the page
  const { prochain, suivant } = continu ? prochainsReleves(appel, instant) : {}
  for (const releve of [prochain, suivant].filter(d => d !== undefined))
    agenda.createEvent({
      ...commun,
      id: `${appel.slug}-releve-${horlogeDeParis(releve).slice(0, 10)}@${hote}`,
      start: releve,
      summary: `Relevé des dossiers\u00a0: ${appel.titre}`,
      description: `Les dossiers déposés avant le ${formatInstant(releve)}, heure de Paris, sont instruits ensemble. Les suivants attendent le prochain relevé.\n${url}`,
    })
  // RFC 5545, 3.1: every line ends, the last one too, which the library leaves open
  return `${agenda.toString().trimEnd()}\r\n`
}
