import { formatDateCivile, formatInstant, formatJour, heureCourte } from '../../lib/dates.ts'
import { finDe } from '../../lib/periodes.ts'
import type { Appel } from '../cahier/index.ts'

/** A closing as « avant le … » says it: the first instant that is too late, « 30 juin 2027 à 16 h 00 », « 30 juin 2027 à minuit ». */
export function avantLe(cloture: Date): string {
  const fin = new Date(finDe(cloture))
  return heureCourte(fin) === '00:00' ? `${formatJour(cloture)} à minuit` : formatInstant(fin)
}

/** The two temps of a call, in sentences; none of a call that has one. */
export function tempsEnMots({ phases, second, calendrier }: Appel): string[] {
  if (!phases || !second) return []
  const { intention, dossier_complet: d } = phases
  const { cloture } = calendrier.vagues[0]!
  return [
    `Premier temps, «\u00a0${intention.titre}\u00a0»${cloture ? `, à déposer avant le ${avantLe(cloture)}` : ''}.`,
    ...(intention.reponse ? [`Réponses aux intentions\u00a0: le ${formatDateCivile(intention.reponse)}.`] : []),
    `Second temps, «\u00a0${d.titre}\u00a0», pour les présélectionnés${intention.places ? ` (${intention.places} projets environ)` : ''}\u00a0: à déposer avant le ${avantLe(d.cloture)}.`,
  ]
}
