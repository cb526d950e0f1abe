import type { Centimes } from '../../lib/euros.ts'
import type { TypeStructure } from '../cahier/index.ts'

/** The seven results, most pressing first: lists of verdicts are shown in this order. */
export const RESULTATS = ['non_respectee', 'a_completer', 'autre_appel', 'attention', 'a_verifier', 'respectee', 'sans_objet'] as const
export type Resultat = (typeof RESULTATS)[number]
export const LIBELLES_RESULTAT: Record<Resultat, string> = {
  non_respectee: 'Non respectée',
  a_completer: 'À compléter',
  autre_appel: 'Autre appel',
  attention: 'Attention',
  a_verifier: 'À vérifier',
  respectee: 'Respectée',
  sans_objet: 'Sans objet',
}
export type Usage = 'simulateur' | 'depot' | 'instruction'

/** An answer by type of question: cents for `montant`, `AAAA-MM-JJ` for `date`, code(s) of option for `choix` and `choix_multiple`. */
export type Reponse = number | boolean | string | readonly string[]

/** An aid of this guichet that its porteur was told of. `appel`: slug of its call; `le`: civil day in Paris of the letter; `minimis`: granted as de minimis by its call. */
export type AideObtenue = { appel: string; le: string; montant: Centimes; minimis: boolean }
/**
 * What the guichet knows of the other dossiers of a porteur: given to the structure itself when it writes and files, kept with its filing, and absent for anybody else. What
 * is absent is missing, so a rule that reads it is « à compléter ». Never a decision that was not told.
 */
export type AutresDossiers = {
  /** Filed in this call by the same structure, this one left out, by volet; neither withdrawn nor irrecevable. */
  deposes: Readonly<Record<string, number>>
  /** Its rank among those of the porteur; absent while the porteur has given no order. */
  rang?: number | undefined
  aides: readonly AideObtenue[]
  /** Calls named by this one that the guichet has. */
  appels: readonly string[]
  /** Lauréats of this call that are announced. */
  laureats: number
}
/** What is known of a structure elsewhere, when it is: INSEE's code of a commune, SIREN of its EPCI, INSEE's bracket of its employees (« 03 »: 6 to 9), its revenue in euros. */
export type FaitsConnus = { commune?: string; epci?: string; effectifs?: string; chiffreAffaires?: number }

/** A line of a table that holds something: `rang` as the page numbers it, from 1; `valeurs` by code of column, `illisibles` those typed and not read. */
export type LigneDeTableau = {
  ligne: string
  rang: number
  valeurs: Readonly<Record<string, Reponse>>
  illisibles: readonly string[]
}

/**
 * All that rules may know of a dossier or of a simulation. What is absent is *missing*, never zero: the verdict then says what to fill in.
 * Money is integer cents, before tax for expenses. Values come from validated forms.
 */
export type Faits = {
  /** Instant of evaluation: the server's reception of the filing, or now. */
  instant: Date
  structure?: { nom?: string; type?: TypeStructure; departement?: string; region?: string; population?: number } & FaitsConnus
  /** Code of the form that the dossier was opened with; by default the one of the volet. */
  formulaire?: string
  volet?: string
  actions?: readonly string[]
  /** `autresPublics`: what of `autres` comes from public bodies; where nobody was asked, all of it counts as such. `cout`: the global cost where it is typed, and not the sum of the others. */
  montants?:
    | {
        aide?: Centimes
        /** What is proposed or decided: of a filed dossier alone, for the bodies of its call. */
        proposee?: Centimes
        part?: Centimes
        autres?: Centimes
        autresPublics?: Centimes
        cout?: Centimes
      }
    | undefined
  /** The aid that the intention asked, in the second temps of a call. Cents. */
  envisagee?: Centimes | undefined
  /** What the aid lacks, in words, where the call computes it. */
  sansAide?: readonly string[] | undefined
  /**
   * Cents by nature of expense. Absent as a whole: missing. Present: a nature that is not in it costs 0; `null` is an amount that could not be
   * read; under '' stands what has no nature yet.
   */
  depenses?: Readonly<Record<string, Centimes | null>> | undefined
  /** The same for the lots for which the aid is asked (C5.4); absent: the aid is asked for everything. */
  depensesAidees?: Readonly<Record<string, Centimes | null>> | undefined
  /** What the lines of expenses lack, in words. */
  lacunes?: readonly string[] | undefined
  lots?: { nombre: number; aides: number } | undefined
  reponses?: Readonly<Record<string, Reponse>>
  /** Lines of each table of the form. Absent as a whole: missing, as in the simulator; a table that is not in it has no line yet. */
  tableaux?: Readonly<Record<string, readonly LigneDeTableau[]>> | undefined
  /** Codes of the pieces attached (or made by the site). */
  pieces?: readonly string[]
  /** Structures associated besides the bearer; `manquants` names those that have not validated. */
  partenaires?: { nombre: number; valides: number; manquants?: readonly string[] }
  /** The one operational contact, when the form asks for it: whether it is complete, and its words. */
  contact?: { complet: boolean; mots: string }
  /** Last second at which this dossier may be filed by derogation, whatever the calendar. */
  prolongation?: Date
  /** What the guichet knows of the porteur's other dossiers: for the porteur alone. */
  autres?: AutresDossiers | undefined
  /** De minimis aids declared for the whole single undertaking, all funders but this guichet; absent until somebody has said whether there are any. */
  minimis?: readonly { le: string; montant: Centimes }[] | undefined
}

/** One figure of a computed aid, or one calculation with its figures: « Taux de la catégorie (Voirie) », « 25 % ». */
export type EtapeDuCalcul = { libelle: string; texte: string }
/** The aid that a call computes from the answers: cents, or what it lacks, in words; how it was found, in the order in which anybody can do it again. */
export type AideCalculee = {
  montant: Centimes | undefined
  manquants: readonly string[]
  etapes: readonly EtapeDuCalcul[]
  clauses: readonly string[]
}

/** A figure that the verdict used, ready to show. */
export type Entree = { nom: string; libelle: string; valeur: number | boolean | string; texte: string }

export type Verdict = {
  regle: string
  titre: string
  resultat: Resultat
  /** Plain text, French typography, with the figures at hand: said to whoever files or simulates, or to the service when it instructs. */
  explication: string
  /** The same as the service reads it, and whoever reads the dossier once it is filed: nobody is spoken to. */
  constat: string
  clauses: string[]
  /** Filing is impossible while one verdict has this. */
  bloquant: boolean
  /** Where it is mended: code of the étape, and field (id of a question, `aide`, `part`, `autres`, `depenses.<nature>`, code of a piece…). */
  etape: string
  champ?: string
  entrees: Entree[]
  /** What is missing, in words, when `a_completer`. */
  manquants: string[]
  lien?: { libelle: string; adresse: string }
  /** Reached with what the guichet knows of the porteur's other dossiers, of which `rang` is read by nobody else before the closing. */
  autres?: 'dossiers' | 'rang' | undefined
  /** Of a rule judged on each line of a table: the lines that do not hold, and what is said of each. */
  lignes?: LigneJugee[]
}
/** One line that a rule does not find right. */
export type LigneJugee = { tableau: string; ligne: string; rang: number; resultat: Resultat; phrase: string; constat: string }

/** How an aid was found, in one sentence: « Nombre d’ateliers : 12 ; forfait : 12 × 300 € = 3 600 € ». */
export const calculEnMots = (etapes: readonly EtapeDuCalcul[]) => etapes.map(e => `${e.libelle}\u00a0: ${e.texte}`).join('\u202f; ')

/** What facts that are numbers count. A rank is none. */
export const COMPTENT: Readonly<Record<string, string>> = {
  population: 'habitants',
  'salariés au moins': 'salariés',
  'salariés au plus': 'salariés',
  partenaires: 'structures',
  'partenaires validés': 'structures',
  lots: 'lots',
  'lots aidés': 'lots',
  actions: 'actions',
  pièces: 'pièces',
  'lauréats annoncés': 'lauréats',
}
