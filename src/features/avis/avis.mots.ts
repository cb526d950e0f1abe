import { formatDateCivile, formatJour } from '../../lib/dates.ts'
import {
  dernierJour,
  MOTS_FORCE,
  MOTS_RENDU,
  MOTS_SI_SILENCE,
  MOTS_SILENCE,
  MOTS_SUITE,
  type Position,
  positionConstatee,
  type Sens,
  type Silence,
} from './avis.rules.ts'
import type { AvisLu } from './lire-avis.ts'

const minuscule = (s: string) => s.charAt(0).toLowerCase() + s.slice(1)
export const MOTS_POSITION: Record<Position, string> = {
  a_demander: 'À demander',
  attendu: 'Attendu',
  ...MOTS_RENDU,
  repute_rendu: MOTS_SILENCE.rendu,
  sans_reponse: MOTS_SILENCE.aucun,
  joint: 'Joint au dépôt',
  absent: 'Pas joint',
}
const silencieux = (a: AvisLu) => a.ligne?.avant && (!a.ligne.renduLe || a.ligne.renduLe >= a.ligne.avant)

/** « favorable, avec une réserve, le 26 février 2027 », « favorable par silence, le 8 mars 2027 ». */
export function motAvis(a: AvisLu): string {
  const p = positionConstatee(a)
  if (!a.ligne || p === 'a_demander' || p === 'joint' || p === 'absent') return minuscule(MOTS_POSITION[p])
  const { avant, renduLe, silence } = a.ligne
  if (p === 'attendu') return `attendu jusqu’au ${formatDateCivile(dernierJour(avant!))}`
  if (silencieux(a)) return `${minuscule(MOTS_SILENCE[silence!])}, le ${formatDateCivile(dernierJour(avant!))}`
  return `${minuscule(MOTS_POSITION[p])}, le ${formatJour(renduLe!)}`
}

/** An opinion in one line of the sheet that the comité reads, with what becomes of its reserve. */
export function ligneDeFiche(a: AvisLu): string {
  const suite = a.ligne?.suite
  const dite = suite ? ` ${MOTS_SUITE[suite]}${a.ligne?.suiteTexte ? `\u00a0: ${a.ligne.suiteTexte}` : ''}.` : ''
  const texte = a.ligne?.texte && !silencieux(a) ? ` «\u00a0${a.ligne.texte}\u00a0»` : ''
  return `Avis, ${a.libelle} (${minuscule(MOTS_FORCE[a.force])})\u00a0: ${motAvis(a)}.${texte}${dite}`
}

/** What a decision rests on, after « Vu »: the opinions that were given, in the order of the call. One that nobody asked, or that is awaited, is not there. */
export const visasDe = (avis: readonly AvisLu[]): string[] =>
  avis.flatMap(a => {
    const qui = `(${[a.libelle, ...(a.fondement ? [a.fondement] : [])].join(', ')})`
    const p = positionConstatee(a)
    if (p === 'joint') return [`l’avis joint à la demande ${qui}`]
    if (!a.ligne?.avant || p === 'a_demander' || p === 'attendu' || p === 'absent') return []
    if (p === 'sans_reponse') return [`la demande d’avis du ${formatJour(a.ligne.demandeLe)}, restée sans réponse ${qui}`]
    if (silencieux(a))
      return [
        `le silence gardé jusqu’au ${formatDateCivile(dernierJour(a.ligne.avant))}, par lequel ${MOTS_SI_SILENCE[a.ligne.silence!]} ${qui}`,
      ]
    const sens = p === 'sans_avis' ? 'qui ne se prononce pas' : minuscule(MOTS_POSITION[p])
    return [`l’avis du ${formatJour(a.ligne.renduLe!)}, ${sens} ${qui}`]
  })

/** The sentences that the act takes up from reserves. */
export const prescriptionsDe = (avis: readonly AvisLu[]): string[] =>
  avis.flatMap(a => (a.ligne?.suite === 'arrete' && a.ligne.suiteTexte ? [a.ligne.suiteTexte] : []))

/** What a body is asked, when nobody says otherwise. */
export const questionDe = ({ prevu }: Pick<AvisLu, 'prevu'>) => prevu.question ?? 'Quel est votre avis sur ce projet\u00a0?'

/** An opinion in the cell of a file; nothing where it was not asked. */
export const motEnFeuille = (a: { sens: string | null; silence: string | null } | undefined): string | null =>
  a === undefined ? null : a.sens ? MOTS_RENDU[a.sens as Sens] : a.silence ? MOTS_SILENCE[a.silence as Silence] : MOTS_POSITION.attendu
