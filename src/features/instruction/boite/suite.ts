import { formatJourCourt } from '../../../lib/dates.ts'
import { majuscule, pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { RESULTATS, type ResultatVerdict } from '../../../ui/verdicts.tsx'
import { A_TRANCHER } from '../../constats/index.ts'
import { aFaire } from '../a-faire.ts'
import type { Suite } from '../liste/liste.mots.ts'
import type { LigneInstruction } from '../liste/liste.queries.ts'
import type { reglesDe } from '../liste/noms.ts'

type Verdict = { regle: string; resultat: ResultatVerdict; humain: boolean }
type Ligne = Omit<LigneInstruction, 'cle'>
const verdicts = (l: Pick<Ligne, 'verdicts'>) => l.verdicts as Verdict[]

/** What asks something of the service, what blocks first; what only calls for attention comes last. */
const DEMANDENT = RESULTATS.filter(r => r !== 'respectee' && r !== 'sans_objet').toSorted(
  (a, b) => Number(A_TRANCHER.has(b)) - Number(A_TRANCHER.has(a)),
)
/** When a verdict asks nothing of the service: its porteur has the floor, or the comité, or nobody. */
const SANS_DEMANDE: ReadonlySet<string> = new Set<Suite>(['releve', 'attendre', 'comite', 'clos'])
/** The one verdict that a row shows: the first that asks for something. Pure. */
export const verdictQuiDemande = (l: Pick<Ligne, 'verdicts' | 'suite'>): Verdict | undefined =>
  SANS_DEMANDE.has(l.suite as Suite) ? undefined : DEMANDENT.flatMap(r => verdicts(l).filter(v => v.resultat === r))[0]

/** What is next for a dossier, as its row says it: where it leads, and why. */
export type SuiteVue = {
  libelle: string
  href: string | undefined
  verdict: { resultat: ResultatVerdict; humain: boolean } | undefined
  pourquoi: string
}
type Contexte = {
  regles: ReturnType<typeof reglesDe>
  phrase: string | undefined
  sansComite: boolean
  preselection: string | undefined
  instant: Date
}

/** The link of a rule: the page where it is judged opens on it. */
const adresseRegle = (id: string, regle: string) => `${paths.instruction.instruire(id)}?${new URLSearchParams({ regle })}#verdict`

/** Pure. */
export function suiteDe(l: Ligne, { phrase, ...c }: Contexte): SuiteVue {
  const { regles } = c
  const demande = verdictQuiDemande(l)
  const verdict = demande && { resultat: demande.resultat, humain: demande.humain }
  const pourquoi = demande ? avecClause(phrase ?? titreDe(regles, demande), regles.get(demande.regle)?.clauses[0]) : raisonDe(l)
  return { ...acteDe(l, c), verdict, pourquoi }
}

const titreDe = (regles: Contexte['regles'], v: Verdict) => regles.get(v.regle)?.titre ?? v.regle
const avecClause = (phrase: string, clause: string | undefined) => (clause ? `${phrase} (${clause.split(' ')[0]})` : phrase)

function acteDe(l: Ligne, { regles, sansComite, preselection, instant }: Omit<Contexte, 'phrase'>): Pick<SuiteVue, 'libelle' | 'href'> {
  const suite = l.suite as Suite
  const attendent = verdicts(l).filter(v => A_TRANCHER.has(v.resultat))
  const premiere = verdictQuiDemande(l)
  if (suite === 'verifier' && premiere && A_TRANCHER.has(premiere.resultat)) {
    const verbe = premiere.resultat === 'a_completer' ? 'Demander' : 'Trancher'
    const autres = attendent.length > 1 ? ` et ${pluriel(attendent.length - 1, 'autre')}` : ''
    return { libelle: `${verbe}\u00a0: ${titreDe(regles, premiere)}${autres}`, href: adresseRegle(l.dossier_id, premiere.regle) }
  }
  const { quoi, lien, acte } = aFaire({
    id: l.dossier_id,
    suite,
    etat: l.etat,
    aTrancher: attendent.length,
    pointsRecus: l.points_recus,
    pointsAttendus: l.points_attendus,
    complementAvant: l.complement_avant ?? undefined,
    enRetard: l.complement_avant !== null && instant > l.complement_avant,
    sansComite,
    preselection,
    releve: undefined,
    echeance: l.echeance ?? undefined,
  })
  // what is done at once is done on the dossier's page, once it is read
  if (acte) return { libelle: acte.libelle, href: paths.instruction.dossier(l.dossier_id) }
  return { libelle: lien?.libelle ?? majuscule(quoi), href: lien?.href }
}

/** Why, when no rule asks for anything. */
function raisonDe(l: Ligne): string {
  switch (l.suite as Suite) {
    case 'prendre':
      return `Déposé le ${formatJourCourt(l.depose_le)}`
    case 'attendre':
      return l.complement_avant ? `${pluriel(l.points_attendus, 'réponse')} avant le ${formatJourCourt(l.complement_avant)}` : ''
    case 'examiner':
      return 'Aucune règle ne demande rien'
    case 'analyser':
      return 'Recevable\u00a0: reste la fiche d’analyse'
    case 'presenter':
      return 'Fiche d’analyse terminée'
    default:
      return ''
  }
}
