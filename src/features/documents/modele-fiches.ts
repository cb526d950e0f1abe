import { z } from 'zod'
import { communSchema, texte } from './modele-commun.ts'

const libelleValeur = z.strictObject({ libelle: texte, valeur: texte, note: texte.optional() })
const ficheSchema = z.strictObject({
  numero: texte,
  titre: texte,
  structure: texte,
  /** What the structure is, its partners, the volet. */
  precisions: texte,
  /** What it lacks, while it is not finished. */
  brouillon: texte.optional(),
  chiffres: z.array(libelleValeur).min(1),
  resume: texte.optional(),
  criteres: z.array(
    z.strictObject({
      critere: texte,
      appreciation: texte,
      /** Its rank in the scale, when it has one. */
      degre: z.strictObject({ de: z.int().nonnegative(), sur: z.int().positive() }).optional(),
      commentaire: z.string(),
      faits: z.string(),
    }),
  ),
  priorites: texte.optional(),
  pointsForts: z.array(texte),
  reserves: z.array(texte),
  lots: z.array(z.strictObject({ lot: texte, cout: texte, base: texte })),
  /** Expenses that are not in the base. */
  exclus: texte.optional(),
  avis: texte,
  constats: z.array(texte),
  /** Which filing was judged, by whom. */
  pied: texte,
})
export type Fiche = z.infer<typeof ficheSchema>

/** The reports on dossiers as the comité reads them, a page or two each; with a cover when there are several. */
export const fichesSchema = communSchema.extend({
  appel: texte,
  couverture: z
    .strictObject({
      titre: texte,
      chiffres: z.array(libelleValeur),
      lignes: z.array(z.strictObject({ numero: texte, structure: texte, titre: texte, avis: texte, montant: texte })).min(1),
    })
    .optional(),
  fiches: z.array(ficheSchema).min(1),
})
export type FichesDonnees = z.infer<typeof fichesSchema>
