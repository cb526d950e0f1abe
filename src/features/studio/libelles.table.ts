import { lireTable } from '../../lib/table.ts'
import type { Chemin } from '../formes/index.ts'
import { MOTS, type Mot } from './mots.table.ts'

const PARTOUT = 'Changé ici, il l’est partout où il est cité. Il ne change plus une fois l’appel publié.'

/** The same key elsewhere. */
const AILLEURS: Readonly<Record<string, Mot>> = {
  'questions/id': ['Identifiant', PARTOUT],
  'pieces/code': ['Code', PARTOUT],
  'volets/code': ['Code', PARTOUT],
  'questions/options/code': ['Code', PARTOUT],
  'calendrier/vagues/comite': 'Comité',
  'continu/reponse': ['Délai de réponse annoncé', 'Dit à côté du bouton, par exemple\u00a0: Réponse en deux mois.'],
  'criteres/liste': 'Critères',
  'exemples/liste': 'Exemples, un par ligne',
  'etapes/aide': 'Conseil sous le titre',
  'questions/aide': 'Conseil sous la question',
  'colonnes/aide': 'Conseil sous la colonne',
  'pieces/aide': 'Conseil sous la pièce',
  'ecrans/aide': 'Conseil sous la question',
  'enveloppes/departements': 'Départements qu’elle sert, un par ligne',
  'enveloppes/volets': 'Volets qu’elle sert, un par ligne',
  'contacts/departements': 'Départements, un par ligne',
  'contacts/volets': 'Volets, un par ligne',
  'formulaires/volets': 'Volets servis, un par ligne',
  'ecrans/natures': 'Natures demandées, une par ligne',
  'conventions/types': 'Types de structures, un par ligne',
  'modeles/types': ['Structures qui ont ce texte', 'Sans choix, celles qui n’ont pas de texte à elles.'],
  'liste/sans_objet': 'Peut être sans objet',
  'ligne/plusieurs': 'Plusieurs lignes, par exemple «\u00a0entreprises\u00a0»',
  'essais/actions': 'Actions choisies, une par ligne',
  'essais/pieces': 'Pièces jointes, une par ligne',
  'programme/plan': 'Plan national',
  'programme/montant': 'Montant du programme',
  'suivi/fin': 'Question qui dit le dernier jour',
  'silence/decision': 'Silence',
}

const motDe = (chemin: Chemin): Mot => {
  if (chemin.length === 1 && chemin[0] === 'clauses') return 'Clauses'
  const cles = chemin.filter(c => typeof c === 'string')
  const cle = cles.at(-1) ?? ''
  // a name that a call chooses may be one that every object knows
  const dit = (table: Readonly<Record<string, Mot>>, n: number) => lireTable(table, cles.slice(-n).join('/'))
  return dit(AILLEURS, 3) ?? dit(AILLEURS, 2) ?? dit(MOTS, 1) ?? cle
}
export const libelleDe = (chemin: Chemin) => [motDe(chemin)].flat()[0]!
export const aideDe = (chemin: Chemin) => [motDe(chemin)].flat()[1]

/** What one line of a list is called, with its article. */
const UNE: Readonly<Record<string, string>> = {
  actions: 'une action',
  articles: 'un article',
  autres_axes: 'un axe',
  colonnes: 'une colonne',
  composition: 'un membre',
  contacts: 'un contact',
  controles: 'une condition',
  conventions: 'un cas',
  departements: 'un département',
  documents: 'un document',
  ecrans: 'une question du test',
  engagements: 'une case',
  enveloppes: 'une enveloppe',
  essais: 'un essai',
  etapes: 'une étape',
  formulaires: 'un formulaire',
  jalons: 'une date',
  libelles: 'une note',
  echelons: 'une note',
  modeles: 'un modèle',
  natures: 'une nature',
  options: 'une réponse',
  orientations: 'une ligne',
  pieces: 'une pièce',
  priorites: 'une priorité',
  questions: 'une question',
  regles: 'une règle',
  renvois: 'un appel voisin',
  tranches: 'une tranche',
  types: 'un type',
  vagues: 'une période',
  volets: 'un volet',
}
export const uneDe = (chemin: Chemin) =>
  chemin.at(-2) === 'criteres' && chemin.at(-1) === 'liste' ? 'un critère' : (lireTable(UNE, String(chemin.at(-1))) ?? 'une ligne')
