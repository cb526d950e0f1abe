import { type DateCivile, dateCivile } from '../../lib/dates.ts'
import type { EtapeSuivi } from '../decret/index.ts'

/**
 * What `suivi` keeps of the end of a project: `fin`, agreed by the last signed act, or by the dossier before any; `finAnnoncee`, what the last bilan in force
 * says since; `acheveLe`, the day on which it was completed; `closLe`, when the aid was closed.
 */
export type JoursDeFin = {
  etape: EtapeSuivi
  fin: DateCivile | null
  finAnnoncee: DateCivile | null
  acheveLe: DateCivile | null
  closLe: Date | null
}
/** Years after today, or after the end that is known, beyond which an end is a mistake in its year. */
const ANNEES_MAX = 5
/** Whether an end is further than any project is put off. Pure. */
export const tropLoin = (jour: DateCivile, aujourdhui: DateCivile, fin: DateCivile | null | undefined) =>
  jour >
  Temporal.PlainDate.from(fin && fin > aujourdhui ? fin : aujourdhui)
    .add({ years: ANNEES_MAX })
    .toString()
export const MOT_TROP_LOIN = 'Cette fin est à plus de cinq ans. Vérifiez son année'

export type Fin = { jour: DateCivile | null; de: 'convenue' | 'annoncee' | 'achevee' | 'abandonnee' }

/** The end of a project, wherever it is read: what was said last. An aid that is given up ends that day. Pure. */
export function finDe({ etape, fin, finAnnoncee, acheveLe, closLe }: JoursDeFin): Fin {
  if (etape === 'abandonne' && closLe) return { jour: dateCivile(closLe), de: 'abandonnee' }
  if (acheveLe) return { jour: acheveLe, de: 'achevee' }
  return finAnnoncee ? { jour: finAnnoncee, de: 'annoncee' } : { jour: fin, de: 'convenue' }
}

const TERMES: Record<Fin['de'], string> = {
  convenue: 'Fin prévue',
  annoncee: 'Fin prévue',
  achevee: 'Projet terminé le',
  abandonnee: 'Aide abandonnée le',
}
/** The end as a figure of a page, and beside it the one that was agreed where another is said. `dire`: a day in the words of the page. Pure. */
export function finDite(s: JoursDeFin & { finInitiale: DateCivile | null }, dire: (jour: DateCivile) => string) {
  const { jour, de } = finDe(s)
  const note =
    de === 'annoncee' && s.fin && s.fin !== jour
      ? `d’après le dernier bilan\u202f; convenue\u00a0: ${dire(s.fin)}`
      : de === 'convenue' && s.fin && s.finInitiale && s.fin !== s.finInitiale
        ? `au lieu du ${dire(s.finInitiale)}`
        : undefined
  return { terme: TERMES[de], valeur: jour ? dire(jour) : 'inconnue', ...(note ? { note } : {}) }
}

/** The same as a sentence; nothing when no end is known. Pure. */
export function phraseFin(s: JoursDeFin, dire: (jour: DateCivile) => string): string | undefined {
  const { jour, de } = finDe(s)
  if (!jour) return undefined
  if (de === 'achevee') return `Le projet s’est terminé le ${dire(jour)}.`
  if (de === 'abandonnee') return `L’aide est abandonnée depuis le ${dire(jour)}.`
  const convenue = de === 'annoncee' && s.fin && s.fin !== jour ? `, d’après le dernier bilan\u202f; convenue le ${dire(s.fin)}` : ''
  return `La fin du projet est prévue le ${dire(jour)}${convenue}.`
}

/** Where the end that a bilan starts from was said: the bilan of the period that ended that day, a signed act, or else the dossier. */
export type SourceFin = { bilan: DateCivile | null; acte: { nature: 'arrete' | 'convention' | 'avenant'; numero: string } | null }
/** The end, who says it, and when the act that agreed it came back signed. */
export type FinConnue = { jour: DateCivile | null; source: SourceFin; le: Date | null }
const ARTICLES = { arrete: 'de l’arrêté', convention: 'de la convention', avenant: 'de l’avenant' } as const
/** « du 31 mars », « de l’arrêté n° SGAC-2021-001 », « du dossier ». `dire`: a day in the words of the page. Pure. */
export const repriseDe = ({ bilan, acte }: SourceFin, dire: (jour: DateCivile) => string) =>
  bilan ? `du ${dire(bilan)}` : acte ? `${ARTICLES[acte.nature]} n°\u00a0${acte.numero}` : 'du dossier'
