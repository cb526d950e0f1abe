import type { Acteur } from '../../contexte.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { AppelDeVersion } from '../appels/index.ts'
import { aEteDepose, type EtapeSuivi, type Etat } from '../decret/index.ts'
import { cloturePour, etatPour, quandPour } from '../delais/index.ts'
import { motEtat } from '../etats/index.ts'
import { SANS_TITRE } from '../taches/index.ts'
import type { DossierListe } from './espace.queries.ts'
import { stationDe } from './stations.rules.ts'

export type LigneEspace = {
  id: string
  numero: string
  titre: string
  appel: string
  structure: string
  declaree: boolean
  /** The reader is a partner of this project, and does not bear it. */
  partenaire: boolean
  etat: ReturnType<typeof motEtat>
  /** How far along its life it is, in words too; absent of a draft, and of what ended otherwise than settled. */
  stations: { faites: number; mots: string } | undefined
  /** What is asked, or granted and paid, as one reads it; empty where no amount is known. */
  aide: string
  maintenant: string
  date: { mot: string; instant: Date; echeance: boolean }
}

/** A dossier of the list, in its structure's words: where it stands, what comes now, and by when. `demande`: what the service asks to complete, by name. Pure. */
export function ligneDe({ version, ...l }: DossierListe, acteur: Acteur, instant: Date, demande?: string): LigneEspace {
  const partenaire = !l.enAttente && !acteur.structures.some(s => s.id === l.structure.id && s.etat === 'active')
  const commun = {
    id: l.id,
    numero: l.numero,
    titre: l.titre || SANS_TITRE,
    structure: l.structure.nom,
    declaree: l.structure.declaree,
    partenaire,
    aide: aideDe(l),
  }
  // without its call, nobody knows until when it may be filed
  if (!version)
    return {
      ...commun,
      ...ILLISIBLE,
      stations: undefined,
      etat: motEtat(l.etat, false, l),
      date: { mot: 'modifié le', instant: l.modifieLe, echeance: false },
    }
  const d = { ...l, version }
  const clos = etatPour(d, instant) === 'clos'
  const etat = motEtat(d.etat, clos, d)
  return {
    ...commun,
    appel: version.appel.titre,
    etat,
    stations: stationsDe(d, etat.mot),
    maintenant: d.aCompleter
      ? demande
        ? `Le service demande\u00a0: ${demande}.`
        : 'Le service attend des compléments.'
      : d.enAttente && d.etat === 'brouillon' && !clos
        ? 'À déposer quand votre structure vous aura accepté.'
        : suiteDe(d, clos, partenaire, quandPour(d, instant).presse),
    date: dateDe(d, clos, instant),
  }
}
function stationsDe(d: Lisible, mot: string): LigneEspace['stations'] {
  const s = stationDe(d)
  return s && { faites: s.faites, mots: s.suite ? `${mot}. Prochaine étape\u00a0: ${s.suite}` : mot }
}
/** The grant is a maximum until it is paid. */
function aideDe({ demande, accorde, verse }: Pick<DossierListe, 'demande' | 'accorde' | 'verse'>): string {
  if (verse > 0) return `${formatEuros(verse)} versés sur ${formatEuros(accorde ?? verse)} accordés`
  if (accorde) return `Jusqu’à ${formatEuros(accorde)} accordés`
  return demande ? `${formatEuros(demande)} demandés` : ''
}

type Lisible = DossierListe & { version: AppelDeVersion }
const ILLISIBLE = { appel: 'appel indisponible', maintenant: 'Le texte de son appel ne se lit plus. Écrivez au service.' }

function dateDe(d: Lisible, clos: boolean, instant: Date): LigneEspace['date'] {
  if (d.etat === 'retire') return { mot: 'retiré le', instant: d.modifieLe, echeance: false }
  const ecrit = d.etat === 'rouvert' || d.etat === 'preselectionne'
  if (aEteDepose(d.etat) && (!ecrit || clos)) return { mot: 'déposé le', instant: d.deposeLe!, echeance: false }
  if (d.etat === 'abandonne') return { mot: 'abandonné le', instant: d.modifieLe, echeance: false }
  if (clos) return { mot: 'clos depuis le', instant: cloturePour(d, instant)!, echeance: true }
  const q = quandPour(d, instant)
  if (q.presse) return { mot: 'avant le', instant: q.cloture, echeance: true }
  return q.prochain
    ? { mot: 'relevé le', instant: q.prochain, echeance: false }
    : { mot: 'modifié le', instant: d.modifieLe, echeance: false }
}

const suiteDe = ({ etat, etape }: Lisible, clos: boolean, partenaire: boolean, presse: boolean) =>
  etat === 'retenu' && etape && etape !== 'notifie' ? SUITE_SUIVI[etape] : SUITE[etat](clos, partenaire, presse)
const SUITE_SUIVI: Record<Exclude<EtapeSuivi, 'notifie'>, string> = {
  conventionne: 'L’acte qui accorde l’aide est signé.',
  en_cours: 'Vos bilans disent où en est le projet.',
  solde: 'Rien à faire. L’aide est soldée.',
  abandonne: 'Rien à faire. L’aide est abandonnée.',
}

const EXAMEN = 'Rien à faire. Le service examine votre dossier.'
const SUITE: Record<Etat, (clos: boolean, partenaire: boolean, presse: boolean) => string> = {
  brouillon: (clos, partenaire, presse) =>
    clos
      ? 'Il ne sera pas examiné. Vous pouvez l’exporter.'
      : partenaire
        ? 'Son porteur le prépare.'
        : presse
          ? 'À déposer avant la clôture.'
          : 'À déposer quand il est prêt.',
  // the service has not begun: it collects the filed dossiers after the closing
  depose: () => 'Rien à faire. L’examen n’a pas encore commencé.',
  rouvert: clos => (clos ? 'Rien à faire. Le dernier dépôt compte.' : 'Vos changements ne sont pas déposés. Le dernier dépôt compte.'),
  preselectionne: (clos, partenaire) =>
    clos
      ? 'La présélection est tombée\u00a0: le dossier complet n’est pas déposé.'
      : partenaire
        ? 'Son porteur complète le dossier.'
        : 'Dossier complet à déposer avant la clôture.',
  non_preselectionne: () => 'La lettre dit pourquoi, et comment contester.',
  en_instruction: () => EXAMEN,
  au_comite: () => EXAMEN,
  delibere: () => EXAMEN,
  retenu: () => 'La lettre de notification dit le montant de l’aide.',
  liste_complementaire: () => 'Rien à faire. Le service vous écrit si l’aide se libère.',
  non_retenu: () => 'La lettre de notification dit pourquoi, et comment contester.',
  sans_suite: () => 'Rien à faire. La lettre de notification dit pourquoi le dossier est classé sans suite.',
  renonce: () => 'Votre structure a renoncé.',
  irrecevable: () => 'Le courrier du service dit pourquoi, et comment contester.',
  abandonne: () => 'Rien à faire.',
  retire: () => 'Rien à faire. Le service ne l’examinera pas.',
}
