import { z } from 'zod'
import { acteSchema } from './modele-acte.ts'
import { communSchema, signatureSchema, tableauLuSchema, texte } from './modele-commun.ts'
import { fichesSchema } from './modele-fiches.ts'
import { portefeuilleSchema } from './modele-portefeuille.ts'
import { procesVerbalSchema } from './modele-proces-verbal.ts'
import { releveSchema } from './modele-releve.ts'

export type { Emetteur, TableauLu, Theme } from './modele-commun.ts'
export type { Fiche, FichesDonnees } from './modele-fiches.ts'

/** What each document is made of. Callers give instants, cents and bytes; `presentation.ts` turns them into French. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const centimes = z.int().nonnegative()
const clause = z.string().min(1).optional()
const adresseWeb = z.url({ protocol: /^https?$/ })

/** The seven things that a rule says, in the order in which people read them. */
export const etatVerdictSchema = z.enum([
  'non_respectee',
  'a_completer',
  'autre_appel',
  'attention',
  'a_verifier',
  'respectee',
  'sans_objet',
])
export type EtatVerdict = z.infer<typeof etatVerdictSchema>

const pieceSchema = z.strictObject({ intitule: texte, fichier: texte, octets: z.int().nonnegative(), sha256 })
const verdictSchema = z.strictObject({ etat: etatVerdictSchema, phrase: texte, clause })

/** Receipt of a filed dossier: registration and reception in one (CRPA L112-11, R112-5). */
export const accuseSchema = communSchema.extend({
  numero: texte,
  appel: texte,
  structure: z.strictObject({
    nom: texte,
    siren: z
      .string()
      .regex(/^\d{9}$/)
      .optional(),
    /** The sentence that says that it was declared by hand and not confirmed at that instant. */
    declaree: texte.optional(),
  }),
  /** Who pressed the button, as shown to the service. */
  deposant: texte.optional(),
  titre: texte,
  volet: texte,
  /** Absent where the call has no plan of financing. */
  coutGlobal: centimes.optional(),
  aideDemandee: centimes,
  /** The aid is computed by the call: each figure of it, in words. */
  calcul: z.array(z.strictObject({ libelle: texte, texte })).optional(),
  recuLe: z.date(),
  /** The tables of the form, as they were filed. */
  tableaux: z.array(tableauLuSchema).optional(),
  empreinte: sha256,
  pieces: z.array(pieceSchema),
  /** Pieces still owed (R112-5 3°), and until when they may come. */
  piecesManquantes: z.array(texte),
  piecesAvant: z.date().optional(),
  verdicts: z.array(verdictSchema),
  /** Silence on admissibility (décret 2018-514), where the call has such a delay: its civil day, what it means, its legal basis. */
  recevabilite: z.strictObject({ date: z.iso.date(), phrase: texte, fondement: texte.optional() }).optional(),
  /** Silence and its meaning (L231-4 3° for a request of money): a parameter of the call. `date` is a civil date. */
  silence: z.strictObject({ date: z.iso.date(), sens: z.enum(['rejet', 'acceptation']), fondement: texte }),
  /** The instruction begins with the filing: nothing changes after it. */
  instruit: z.boolean().optional(),
  /** The stage of its call that it is filed for, where the call has two. */
  temps: texte.optional(),
  /** Each remedy in a sentence: before whom, and in what time. */
  recours: z.array(texte).min(1),
  /** Page where anyone checks number and hash; its QR code is drawn from it. */
  verification: adresseWeb,
  /** What this filing completes: when the request was received, and the days during which its delays were suspended. */
  completee: z.strictObject({ recuLe: z.date(), suspendus: z.int().min(0) }).optional(),
})
export type AccuseDonnees = z.infer<typeof accuseSchema>

/** The order that a porteur gave to its dossiers of a call, as it stood at the closing. Cents. */
export const ordreSchema = communSchema.extend({
  structure: texte,
  appel: texte,
  arreteLe: z.date(),
  donneLe: z.date(),
  par: texte,
  dossiers: z.array(z.strictObject({ rang: z.int().min(1), numero: texte, titre: texte, aide: centimes })).min(1),
})
export type OrdreDonnees = z.infer<typeof ordreSchema>

/** Decision that a dossier is irrecevable. Civil dates and strings only, apart from its instant: it is kept as JSON and printed again identical. */
export const irrecevabiliteSchema = communSchema.extend({
  numero: texte,
  appel: texte,
  structure: texte,
  titre: texte,
  recuLe: z.iso.date(),
  /** `phrase`: what was found of this rule, when the letter says it. */
  regles: z.array(z.strictObject({ titre: texte, phrase: texte.optional(), clause })).min(1),
  motif: texte,
  /** Who took the decision (CRPA L212-1). */
  auteur: texte,
  /** Each remedy in a sentence: before whom, and in what time. */
  recours: z.array(texte).min(1),
})
export type IrrecevabiliteDonnees = z.infer<typeof irrecevabiliteSchema>

/** Nobody answered a request for an opinion within its delay. Civil dates and strings only, apart from its instant: it is kept as JSON and printed again identical. */
export const silenceSchema = communSchema.extend({
  numero: texte,
  appel: texte,
  structure: texte,
  titre: texte,
  /** Who was asked. */
  organisme: texte,
  demandeLe: z.iso.date(),
  question: texte,
  dernierJour: z.iso.date(),
  /** What the silence means: « Favorable par silence ». */
  effet: texte,
  fondement: texte.optional(),
})
export type SilenceDonnees = z.infer<typeof silenceSchema>

/** The text of a délibération as its structure prints it: what is written, what is taken from the dossier, what is left blank. */
export const deliberationSchema = communSchema.extend({
  titre: texte,
  reference: texte,
  paragraphes: z
    .array(z.strictObject({ titre: z.boolean(), morceaux: z.array(z.strictObject({ texte, gras: z.boolean() })).min(1) }))
    .min(1),
})

/** Letter of a decision. Civil dates and strings only, apart from its instant: it is kept as JSON and printed again identical. */
export const notificationSchema = communSchema.extend({
  numero: texte,
  appel: texte,
  /** To whom: the bearer or a partner. */
  destinataire: texte,
  structure: texte,
  titre: texte,
  recuLe: z.iso.date(),
  objet: texte,
  paragraphes: z.array(texte).min(1),
  /** What is granted: already in words, in the order in which it is read. */
  montants: z.array(z.strictObject({ libelle: texte, valeur: texte })),
  conditions: z.array(texte),
  /** Tables that the text names and that are too long for a sentence. */
  annexes: z.array(tableauLuSchema).optional(),
  /** Who confirmed the decision (CRPA L212-1). */
  auteur: texte,
  signataire: texte.optional(),
  /** Who decides, where somebody is designated: takes the place of `auteur` and `signataire`. */
  signature: signatureSchema.optional(),
  /** Each remedy in a sentence; none when the decision is what was asked. */
  recours: z.array(texte),
})
export type NotificationDonnees = z.infer<typeof notificationSchema>

const blocSchema = z.discriminatedUnion('genre', [
  z.strictObject({ genre: z.literal('paragraphe'), texte, clause }),
  z.strictObject({
    genre: z.literal('liste'),
    ordonnee: z.boolean().optional(),
    elements: z.array(z.strictObject({ texte, clause })).min(1),
  }),
  z.strictObject({
    genre: z.literal('tableau'),
    /** Names the table for people who cannot see it. */
    legende: texte,
    entetes: z.array(texte).min(2).max(6),
    lignes: z.array(z.array(z.string())).min(1),
    /** Relative widths of the columns; equal without them. */
    largeurs: z.array(z.int().positive()).optional(),
    /** Ranks of the columns of figures, set to the right. */
    chiffres: z.array(z.int().nonnegative()).optional(),
  }),
])
export type Bloc = z.infer<typeof blocSchema>

/** A call for projects as a document to read: sections in order, with the clause that each sentence carries. */
export const cahierSchema = communSchema.extend({
  /** A page or two: neither a table of contents, nor clauses. */
  court: z.boolean().optional(),
  titre: texte,
  sousTitre: texte.optional(),
  /** Printed in the footer: « ITN7-AXE3-2021, version 2 ». */
  reference: texte,
  essentiel: z.array(z.strictObject({ libelle: texte, valeur: texte })),
  sections: z.array(z.strictObject({ niveau: z.literal([1, 2]).optional(), titre: texte, clause, blocs: z.array(blocSchema) })).min(1),
})
export type CahierDonnees = z.infer<typeof cahierSchema>

/** A dossier to read and keep: filed, as it was filed; a draft, as it stands, and it says so. */
export const dossierSchema = communSchema.extend({
  numero: texte,
  /** « Déposé, version 2 » or « Brouillon, non déposé ». */
  etat: texte,
  appel: texte,
  structure: texte,
  titre: texte,
  essentiel: z.array(z.strictObject({ libelle: texte, valeur: texte })),
  depot: z.strictObject({ empreinte: sha256 }).optional(),
  sections: z.array(
    z.strictObject({
      titre: texte,
      reponses: z.array(z.strictObject({ libelle: texte, valeur: texte })),
      tableaux: z.array(tableauLuSchema),
    }),
  ),
  partenaires: z.array(z.strictObject({ nom: texte, role: z.string(), validation: texte })),
  engagements: z.array(texte),
  pieces: z.array(pieceSchema),
  /** Title of the verdicts: at the filing, or today. */
  titreVerdicts: texte,
  verdicts: z.array(verdictSchema),
})
export type DossierDonnees = z.infer<typeof dossierSchema>

export const SCHEMAS = {
  accuse: accuseSchema,
  acte: acteSchema,
  'cahier-des-charges': cahierSchema,
  dossier: dossierSchema,
  fiche: fichesSchema,
  irrecevabilite: irrecevabiliteSchema,
  ordre: ordreSchema,
  notification: notificationSchema,
  portefeuille: portefeuilleSchema,
  'proces-verbal': procesVerbalSchema,
  releve: releveSchema,
  silence: silenceSchema,
  deliberation: deliberationSchema,
} as const
export type Modele = keyof typeof SCHEMAS
export type DonneesDe<M extends Modele> = z.infer<(typeof SCHEMAS)[M]>

/** `UA-1`: universal access, for reading. `A-2a`: archive with structure, for keeping. A file follows one of them. */
export type Norme = 'UA-1' | 'A-2a'
