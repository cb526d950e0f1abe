import { pluriel } from '../../../lib/mots.ts'
import type { QuiDecide } from '../liste/liste.mots.ts'

/** Acts that may be asked for many dossiers at once, in the order of their buttons. */
export const ACTES_GROUPES = ['affecter', 'etiqueter', 'ecrire', 'demander_complement', 'demander_avis', 'passer_au_comite'] as const
export type ActeGroupe = (typeof ACTES_GROUPES)[number]
export const estActeGroupe = (s: unknown): s is ActeGroupe => ACTES_GROUPES.some(a => a === s)

/** Acts that may be taken back while nobody has built on them: the others were told by mail. */
const REVENABLES = ['affecter', 'etiqueter', 'passer_au_comite'] as const satisfies readonly ActeGroupe[]
export type ActeRevenable = (typeof REVENABLES)[number]
export const estRevenable = (a: ActeJoue): a is ActeRevenable => REVENABLES.some(r => r === a)
/** What is played for many dossiers: the acts of the list, and what takes one back. */
export type ActeJoue = ActeGroupe | 'revenir'

/** Dossiers of one act, at most: beyond, the list is filtered first. */
export const DOSSIERS_MAX = 1000

/** What an act needs to know, the same for every dossier. `nom` is kept so that the account still says it later. */
export type Parametres =
  | { acte: 'affecter'; a: string; nom: string; reprendre: boolean }
  | { acte: 'etiqueter'; ajouter: string[]; retirer: string[] }
  | { acte: 'ecrire'; texte: string }
  | { acte: 'demander_complement'; message: string; echeance: string; points: { cible: string; demande: string }[] }
  | { acte: 'demander_avis' }
  /** `qui`: who decides in the calls of these dossiers; a comité, where the act was asked before it was kept. */
  | { acte: 'passer_au_comite'; qui?: QuiDecide }
  /** `de`: the act that is taken back; `a`: who was put in charge by it. */
  | { acte: 'revenir'; de: string; quoi: ActeRevenable; a?: string }
export type ParametresDe<A extends ActeJoue> = Extract<Parametres, { acte: A }>

/** The button of the list, and of the page that follows it. */
export const VERBES: Record<ActeJoue, string> = {
  revenir: 'Annuler un acte',
  affecter: 'Affecter',
  etiqueter: 'Étiqueter',
  ecrire: 'Écrire',
  demander_complement: 'Demander des compléments',
  demander_avis: 'Demander les avis de l’appel',
  passer_au_comite: 'Passer au comité',
}

const VERS_LA_DECISION: Record<QuiDecide, string> = {
  comite: VERBES.passer_au_comite,
  service: 'Dire prêts à décider',
  les_deux: 'Passer au comité, ou dire prêts à décider',
}
/** The button of the list, and of the page that follows it. */
export const verbe = (a: ActeGroupe, qui: QuiDecide = 'comite') => (a === 'passer_au_comite' ? VERS_LA_DECISION[qui] : VERBES[a])

const citer = (mots: readonly string[]) => mots.map(m => `«\u00a0${m}\u00a0»`).join(', ')
/** What was asked, in a title: « Affecter à Référente de la Haute-Corse ». */
export function titreActe(p: Parametres): string {
  if (p.acte === 'affecter') return `Affecter à ${p.nom}`
  if (p.acte === 'ecrire') return 'Écrire aux porteurs'
  if (p.acte === 'passer_au_comite') return verbe(p.acte, p.qui)
  if (p.acte === 'revenir') return `Annuler «\u00a0${VERBES[p.quoi]}\u00a0»`
  if (p.acte !== 'etiqueter') return VERBES[p.acte]
  const gestes = [
    ...(p.ajouter.length > 0 ? [`ajouter ${citer(p.ajouter)}`] : []),
    ...(p.retirer.length > 0 ? [`retirer ${citer(p.retirer)}`] : []),
  ]
  return `Étiqueter\u00a0: ${gestes.join(', ')}`
}

export type Avancement = { total: number; faits: number; refuses: number }
/** « 47 faits, 3 refusés sur 50 ». */
export const motAvancement = ({ total, faits, refuses }: Avancement) =>
  `${pluriel(faits, 'fait')}${refuses > 0 ? `, ${pluriel(refuses, 'refusé')}` : ''} sur ${total}`
export const nombreDossiers = (n: number) => pluriel(n, 'dossier')
