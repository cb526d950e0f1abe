import { formatJourCourt, joursEntre } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import type { EtatInstruit } from '../../decret/index.ts'

/** What is to be done next with a dossier, in the order of the work. */
export const SUITES = ['releve', 'prendre', 'verifier', 'attendre', 'examiner', 'analyser', 'presenter', 'comite', 'clos'] as const
export type Suite = (typeof SUITES)[number]

export type SuiteALaListe = {
  suite: Suite
  etat: string
  /** Titles of the rules that wait for somebody's verdict. */
  aTrancher: readonly string[]
  pointsAttendus: number
  pointsRecus: number
  complementAvant: Date | null
  /** The call has no comité: the service decides, then the authority signs. */
  sansComite?: boolean
}

/** What is to be done next with a dossier, as a row of the list says it. */
export function motSuite(s: SuiteALaListe): string {
  switch (s.suite) {
    case 'releve':
      return s.etat === 'preselectionne' ? 'Attendre le dossier complet' : 'Attendre le relevé'
    case 'prendre':
      return 'Prendre en charge'
    case 'verifier':
      return `Trancher\u00a0: ${s.aTrancher.slice(0, 2).join(', ')}${s.aTrancher.length > 2 ? ` et ${pluriel(s.aTrancher.length - 2, 'autre')}` : ''}`
    case 'attendre':
      return `Attendre ${pluriel(s.pointsAttendus, 'réponse')}${s.complementAvant ? ` avant le ${formatJourCourt(s.complementAvant)}` : ''}`
    case 'examiner':
      return `Examiner ${pluriel(s.pointsRecus, 'réponse')}`
    case 'analyser':
      return 'Finir l’analyse'
    case 'presenter':
      return s.sansComite ? 'Dire prêt à décider' : 'Passer au comité'
    case 'comite':
      if (s.sansComite && s.etat === 'au_comite') return 'Décider'
      return s.etat === 'delibere' ? 'Rien avant la notification de la décision' : 'Rien avant la séance du comité'
    case 'clos':
      return CLOS[s.etat] ?? 'Rien'
  }
}

/** Why nothing more is to be done with a dossier. */
const CLOS: Record<string, string> = {
  retire: 'Rien, la structure a retiré le dossier',
  irrecevable: 'Rien, le dossier est irrecevable',
  non_preselectionne: 'Rien, le projet n’est pas présélectionné',
  retenu: 'Rien, le dossier est retenu',
  liste_complementaire: 'Rien, le dossier est sur la liste complémentaire',
  non_retenu: 'Rien, le dossier n’est pas retenu',
  sans_suite: 'Rien, le dossier est classé sans suite',
  renonce: 'Rien, la structure a renoncé',
}

const MOTIFS: Record<string, string> = {
  recevabilite: 'Recevabilité',
  complement: 'Compléments',
  examen: 'Examen',
  fiche: 'Fiche',
  decision: 'Décision',
}
/** What a due date is for. */
export const motMotif = (motif: string | null) => (motif && MOTIFS[motif]) || ''

/** « J‑12 », « aujourd’hui », « retard 4 j ». */
export function motDelai(instant: Date, echeance: Date): string {
  if (echeance < instant) return `retard ${Math.max(1, -joursEntre(instant, echeance))}\u00a0j`
  const n = joursEntre(instant, echeance)
  return n === 0 ? 'aujourd’hui' : `J\u2011${n}`
}

/** The view of what whoever instructs has finished with: `motPret` says it in the words of the calls of the list. */
export const MOT_COMITE = 'Au comité'
/** What is to be done by the service, whoever does it. */
export const A_TRAITER: readonly Suite[] = ['analyser', 'examiner', 'prendre', 'presenter', 'verifier']
/** Each next thing to do, as a filter says it; what is over for whoever instructs, in the words of the calls of the list. */
export const motsSuites = (appels: Parameters<typeof quiDecide>[0]): Record<Suite, string> => ({
  releve: 'Attendre le relevé',
  prendre: 'Prendre en charge',
  verifier: 'Trancher',
  attendre: 'Attendre des réponses',
  examiner: 'Examiner des réponses',
  analyser: 'Finir l’analyse',
  presenter: 'Présenter',
  comite: motPret(appels),
  clos: 'Clos',
})

/**
 * Views of the list, each a set of next things to do; `moi`: those of the reader alone. Work is read by its due date. « Tous » has no set: what was taken
 * back shows only among the closed ones.
 */
export type Vue = { libelle: string; suites: readonly Suite[]; moi?: true; parEcheance?: true; siPlein?: true }
export const VUES: readonly Vue[] = [
  { libelle: 'À traiter, moi', suites: A_TRAITER, moi: true, parEcheance: true },
  { libelle: 'À traiter, tous', suites: A_TRAITER, parEcheance: true },
  { libelle: 'Réponses reçues', suites: ['examiner'], parEcheance: true },
  { libelle: 'J’attends', suites: ['attendre'], parEcheance: true },
  { libelle: MOT_COMITE, suites: ['comite'] },
  { libelle: 'Clos', suites: ['clos'] },
  { libelle: 'Tous', suites: [] },
  { libelle: 'Avant le relevé', suites: ['releve'], siPlein: true },
]
/** Who decides in the calls that a list holds: their comités, the service, some of each. */
export type QuiDecide = 'comite' | 'service' | 'les_deux'
export function quiDecide(appels: readonly { comite?: unknown }[]): QuiDecide {
  if (appels.every(a => a.comite)) return 'comite'
  return appels.every(a => !a.comite) ? 'service' : 'les_deux'
}
/** What is over for whoever instructs, then what is decided and not told, in the words of the call. */
const PRETS: Record<QuiDecide, string> = { comite: MOT_COMITE, service: 'À décider', les_deux: 'Au comité ou à décider' }
const DECIDES: Record<QuiDecide, string> = { comite: 'Délibéré', service: 'Décidé', les_deux: 'Délibéré ou décidé' }
export const motPret = (appels: Parameters<typeof quiDecide>[0]) => PRETS[quiDecide(appels)]

type DeVue = { suite: readonly Suite[]; affecte?: string | undefined }
/** The view that a filter is of, whatever else it asks. */
export const vueDe = (f: DeVue) =>
  VUES.find(v => v.suites.join() === f.suite.join() && (v.moi === true) === (f.affecte === 'moi' && v.suites === A_TRAITER))

/** Verdicts that a list is filtered by: those that ask for something. */
export const VERDICTS_FILTRES = ['non_respectee', 'a_completer', 'a_verifier', 'attention'] as const
type Verdict = (typeof VERDICTS_FILTRES)[number]
export const MOTS_VERDICTS: Record<Verdict, string> = {
  non_respectee: 'Une règle non respectée',
  a_completer: 'Une règle à compléter',
  a_verifier: 'Une règle à vérifier',
  attention: 'Un point d’attention',
}
const MOTS_ETATS: Record<EtatInstruit, string> = {
  depose: 'Déposé',
  en_instruction: 'En instruction',
  irrecevable: 'Irrecevable',
  preselectionne: 'Présélectionné',
  non_preselectionne: 'Non présélectionné',
  au_comite: PRETS.comite,
  delibere: DECIDES.comite,
  retenu: 'Retenu',
  liste_complementaire: 'Liste complémentaire',
  non_retenu: 'Non retenu',
  sans_suite: 'Sans suite',
  renonce: 'A renoncé',
  retire: 'Retiré',
}
/** The states of the dossiers of these calls. */
export function motsEtats(appels: Parameters<typeof quiDecide>[0]): Record<EtatInstruit, string> {
  const qui = quiDecide(appels)
  return { ...MOTS_ETATS, au_comite: PRETS[qui], delibere: DECIDES[qui] }
}
