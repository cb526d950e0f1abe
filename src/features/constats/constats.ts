import { type DateCivile, formatDateCivile } from '../../lib/dates.ts'
import type { DelaiLegal } from '../delais/index.ts'
import type { Resultat } from '../verdicts/index.ts'

/** A verdict that somebody gave; without a result, the rule was given back to the automatic one. `version`: the filing that was judged. */
export type VerdictHumain = { id: string; resultat: Resultat | null; motif: string; par: string; parId: string; le: Date; version: number }

/** A rule of the call before a dossier: what the machine says, what people said, the latest first. Both stay. */
export type RegleInstruite = {
  regle: string
  titre: string
  automatique: Resultat
  phrase: string
  clauses: readonly string[]
  humains: readonly VerdictHumain[]
}

/** The result that counts: the latest that somebody gave, else the automatic one. */
export const retenu = (r: Pick<RegleInstruite, 'automatique' | 'humains'>): Resultat => r.humains[0]?.resultat ?? r.automatique

/** Results that somebody must settle before a dossier may go to the comité. */
export const A_TRANCHER: ReadonlySet<string> = new Set<Resultat>(['non_respectee', 'a_completer', 'autre_appel', 'a_verifier'])
export const aTrancher = <R extends Pick<RegleInstruite, 'automatique' | 'humains'>>(regles: readonly R[]): R[] =>
  regles.filter(r => A_TRANCHER.has(retenu(r)))

const nombres = (clause: string) => clause.replace(/\d+/g, n => n.padStart(4, '0'))
/** « C4.1 » before « C5.3 » before « C5.10 »; the order of the call between two rules of one clause. */
export const ordreDesClauses = (a: Pick<RegleInstruite, 'clauses'>, b: Pick<RegleInstruite, 'clauses'>) =>
  nombres(a.clauses[0] ?? 'ZZ').localeCompare(nombres(b.clauses[0] ?? 'ZZ'), 'fr')

const citer = (regles: readonly { titre: string }[]) => regles.map(r => `«\u00a0${r.titre}\u00a0»`).join(', ')

export type Constat = { oui: boolean; titre: string; phrase: string }

/**
 * Whether a dossier is recevable (C5.3), from the verdicts that count. Past the delay, silence makes it so (décret 2018-514), which a decision
 * of irrecevabilité must then take into account.
 */
export function constatRecevable(regles: readonly RegleInstruite[], delai: DelaiLegal | undefined): Constat {
  const reste = aTrancher(regles)
  const nonRespectees = reste.filter(r => retenu(r) === 'non_respectee')
  const silence = delai && delai.reste < 0 ? ` ${phraseSilence(delai.echeance)}` : ''
  if (reste.length === 0)
    return { oui: true, titre: 'Recevable\u00a0: oui.', phrase: `Toutes les règles sont respectées ou sans objet.${silence}` }
  if (nonRespectees.length > 0)
    return {
      oui: false,
      titre: 'Recevable\u00a0: non.',
      phrase: `${nonRespectees.length > 1 ? 'Règles non respectées' : 'Règle non respectée'}\u00a0: ${citer(nonRespectees)}.${silence}`,
    }
  return { oui: false, titre: 'Recevable\u00a0: pas encore.', phrase: `Il reste à trancher\u00a0: ${citer(reste)}.${silence}` }
}

const phraseSilence = (jour: DateCivile) =>
  `Le délai a pris fin le ${formatDateCivile(jour)}\u00a0: le dossier est réputé recevable par silence.`

/** Whether anything is missing (another finding than recevable): pieces asked again, answers that are awaited or not yet examined. */
export function constatComplet(l: { pieces: readonly string[]; pointsAttendus: number; pointsRecus: number }): Constat {
  const n = l.pointsAttendus + l.pointsRecus
  if (n === 0 && l.pieces.length === 0)
    return { oui: true, titre: 'Complet\u00a0: oui.', phrase: 'Toutes les pièces sont là, et aucune demande de compléments n’attend.' }
  const points = (nombre: number, mot: string) => (nombre > 0 ? [`${nombre}\u00a0point${nombre > 1 ? 's' : ''} ${mot}`] : [])
  return {
    oui: false,
    titre: 'Complet\u00a0: pas encore.',
    phrase: `${[
      ...points(l.pointsAttendus, 'en attente de la réponse du porteur'),
      ...points(l.pointsRecus, 'à examiner'),
      ...(l.pieces.length > 0 ? [`pièces demandées\u00a0: ${l.pieces.map(p => `«\u00a0${p}\u00a0»`).join(', ')}`] : []),
    ].join(', ')}.`,
  }
}

/** Characters of a reason that somebody of the service writes. */
export const MOTIF_MAX = 2000
