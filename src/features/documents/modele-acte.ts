import { z } from 'zod'
import { communSchema, signatureSchema, tableauLuSchema, texte } from './modele-commun.ts'

/** The act that grants an aid, or amends it. Words ready to read, apart from its instant: it is kept as JSON and printed again identical. */
export const acteSchema = communSchema.extend({
  /** Signed by both parties. */
  bilateral: z.boolean(),
  /** Its own number; none on a preview, which says that it is one. */
  numeroActe: texte.optional(),
  titre: texte,
  numero: texte,
  appel: texte,
  structure: texte,
  projet: texte,
  essentiel: z.array(z.strictObject({ libelle: texte, valeur: texte })),
  vus: z.array(texte),
  considerants: z.array(texte),
  articles: z.array(z.strictObject({ titre: texte, texte: z.array(texte).min(1) })).min(1),
  /** Tables of the dossier that its articles name, as they were filed. */
  annexes: z.array(tableauLuSchema).optional(),
  signataire: texte.optional(),
  /** Who signs, where somebody is designated: takes the place of `signataire`. */
  signature: signatureSchema.optional(),
  /** Each remedy in a sentence. */
  recours: z.array(texte),
  /** The page of this act; each sheet bears its QR code, so that a scan finds its dossier. */
  adresse: z.url({ protocol: /^https?$/ }),
})
export type ActeDonnees = z.infer<typeof acteSchema>
