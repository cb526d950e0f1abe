import { z } from 'zod'
import { communSchema, faitSchema, texte } from './modele-commun.ts'

/** Record of a séance of the comité: words ready to read. A text of several paragraphs has its line breaks. */
export const procesVerbalSchema = communSchema.extend({
  titre: texte,
  appel: texte,
  /** « Version 2, à signer », « Version 2, figée le 27 octobre 2021 ». */
  etat: texte,
  essentiel: z.array(faitSchema).min(1),
  membres: z.array(z.strictObject({ nom: texte, siege: texte, presence: texte })),
  enveloppes: z.array(z.strictObject({ libelle: texte, montant: texte, avant: texte, apres: texte, reste: texte })),
  dossiers: z.array(
    z.strictObject({
      rang: texte,
      numero: texte,
      titre: texte,
      porteur: texte,
      decision: texte,
      montant: z.string(),
      precisions: z.array(faitSchema),
      conclusion: z.string(),
    }),
  ),
  remarques: z.string(),
  signatures: z.array(z.strictObject({ nom: texte, siege: texte, signature: texte, reserve: z.string() })),
})
export type ProcesVerbalDonnees = z.infer<typeof procesVerbalSchema>
