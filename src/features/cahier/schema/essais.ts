import { z } from 'zod'
import {
  BORNES,
  COMMUNE,
  code,
  DEPARTEMENT,
  decimal,
  entier,
  groupe,
  instant,
  jour,
  liste,
  montant,
  ouiNon,
  phrase,
  REGION,
  SIREN,
  typeStructure,
} from './communs.ts'

const RESULTATS = ['non_respectee', 'a_completer', 'autre_appel', 'attention', 'a_verifier', 'respectee', 'sans_objet'] as const
const SENS = ['retenu', 'partiel', 'liste_complementaire', 'non_retenu'] as const
const NOMBRE_MAX = BORNES.nombre * 1_000

/** What somebody types, as the file writes it: read as its question or its name is (feature `essais`). */
const valeur = z.union(
  [z.string().max(20_000), decimal(-NOMBRE_MAX, NOMBRE_MAX), z.boolean(), liste(z.string().max(BORNES.code), BORNES.longue)],
  'une réponse : un texte, un nombre, oui ou non, ou une liste de 200 codes au plus',
)
const structure = z.strictObject({
  nom: phrase,
  type: typeStructure,
  departement: DEPARTEMENT.optional(),
  region: REGION.optional(),
  population: entier(100_000_000).optional(),
  /** Of a commune, its code; the SIREN of its EPCI, or of the EPCI that it is. */
  commune: COMMUNE.optional(),
  epci: SIREN.optional(),
})
/** Amounts by nature of expense, HT or TTC as the plan balances. */
const depenses = groupe(montant, BORNES.liste)

const attendu = z
  .strictObject({
    depose: ouiNon,
    /** The rules that forbid the filing, these and no other. */
    bloquants: liste(z.string().max(BORNES.nom)).min(1).optional(),
    verdicts: groupe(z.enum(RESULTATS)).default({}),
    /** What a parameter, a calculation or a fact is worth. */
    valeurs: groupe(valeur).default({}),
    /** The most that the comité may grant; with « partiel », what it grants. */
    montant: montant.optional(),
    decision: z.enum(SENS).optional(),
    /** Of an intention: whether it is preselected. */
    preselection: z.enum(['oui', 'non']).optional(),
    /** Why « retenu » is refused first: no more lauréats than the call says, or an envelope that does not hold it. */
    refus: z.enum(['laureats', 'enveloppe']).optional(),
  })
  .refine(a => !a.depose || a.bloquants === undefined, { path: ['bloquants'], message: 'aucune règle qui bloque : le dossier est déposé' })
  .refine(a => a.depose || a.decision === undefined, { path: ['decision'], message: 'aucune décision : le dossier n’est pas déposé' })
  .refine(a => a.refus === undefined || (a.decision !== undefined && a.decision !== 'retenu'), {
    path: ['refus'],
    message: 'une décision autre que « retenu », prise après ce refus',
  })

/**
 * A test dossier: an invented case and what is expected of it. `comme` starts from one that stands above, and changes what is written here: answers one by one, the
 * rest as a whole.
 */
const essai = z.strictObject({
  code,
  titre: phrase,
  comme: code.optional(),
  /** Of the second temps: the test dossier of the first that it completes. */
  intention: code.optional(),
  porteur: structure.optional(),
  /** When it is filed; the day after the opening when it does not say. */
  quand: instant.optional(),
  volet: code.optional(),
  actions: liste(code).optional(),
  projet: phrase.refine(t => t.length <= 150, '150 caractères au plus').optional(),
  reponses: groupe(valeur).default({}),
  sans_reponse: liste(code).default([]),
  depenses: depenses.optional(),
  lots: liste(z.strictObject({ intitule: phrase, aide: ouiNon.default(true), depenses }), 20).optional(),
  aide: montant.optional(),
  part: montant.optional(),
  aide_minimale: montant.optional(),
  /** Of a short plan: the whole cost, and the other public aids. */
  cout: montant.optional(),
  autres_aides: montant.optional(),
  financements: liste(
    z.strictObject({
      financeur: phrase,
      origine: z.enum(['publique', 'privee']).default('publique'),
      etat: z.enum(['demandee', 'obtenue']).default('demandee'),
      montant,
    }),
    30,
  ).optional(),
  jalons: liste(z.strictObject({ libelle: phrase, echeance: jour }), 30).optional(),
  indicateurs: liste(
    z.strictObject({
      nom: phrase,
      unite: phrase,
      depart: decimal(-NOMBRE_MAX, NOMBRE_MAX).optional(),
      cible: decimal(-NOMBRE_MAX, NOMBRE_MAX),
    }),
    30,
  ).optional(),
  beneficiaires: liste(
    z.strictObject({ public: phrase, genre: z.enum(['agents', 'usagers', 'autres']), nombre: entier(NOMBRE_MAX) }),
    20,
  ).optional(),
  /** De minimis aids received elsewhere; an empty list says that there are none, no list says nothing. */
  minimis: liste(z.strictObject({ entreprise: phrase, financeur: phrase, octroi: jour, montant }), 60).optional(),
  /** The rows of its tables, by id of their question: what is typed in each column. */
  tableaux: groupe(liste(groupe(valeur, BORNES.liste), BORNES.longue), BORNES.liste).optional(),
  /** The rank that its porteur gives it among its dossiers of the call. */
  rang: entier(BORNES.liste, 1).optional(),
  /** What its porteur had been told of by this guichet before: `appel`, one of `antecedents`; without it, another call. */
  aides_obtenues: liste(z.strictObject({ appel: code.optional(), le: jour, montant, minimis: ouiNon.default(false) })).optional(),
  /** The pieces that are attached; all those that are asked for when it does not say. */
  pieces: liste(code).optional(),
  /** The other structures of the project. */
  partenaires: liste(structure.extend({ valide: ouiNon.default(true) })).optional(),
  attendu,
})
export const essais = liste(essai).default([])
