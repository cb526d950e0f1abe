import { z } from 'zod'

/** What every document is made of. */

export const texte = z.string().min(1)
/** A figure or a word under its name. */
export const faitSchema = z.strictObject({ libelle: texte, valeur: texte })

/** `etat` (Marianne and the block mark) is reserved to State services; `neutre` is for every other deployer. */
const themeSchema = z.enum(['etat', 'neutre'])
export type Theme = z.infer<typeof themeSchema>

const emetteurSchema = z.strictObject({
  /** Lines of the block mark (« Préfet », « de Corse »), or null: the name then stands alone. */
  blocMarque: z.array(texte).min(1).max(5).nullable(),
  /** The body that speaks: « Préfet de Corse ». */
  nom: texte,
  /** The service in charge, and how to reach it (CRPA R112-5 2°). */
  service: texte,
  /** Postal address, one line per line. */
  adresse: texte,
  courriel: z.email(),
  telephone: texte,
})
export type Emetteur = z.infer<typeof emetteurSchema>

/** Who decides and signs, as it is printed (CRPA L. 212-1, L. 212-2). `pour`: « Pour le préfet de Corse et par délégation »; `delegation`: the arrêté; `le`: the day of the decision. */
export const signatureSchema = z.strictObject({
  nom: texte,
  qualite: texte,
  service: texte,
  pour: texte.optional(),
  delegation: texte.optional(),
  le: z.iso.date().optional(),
})

export const communSchema = z.strictObject({
  theme: themeSchema,
  emetteur: emetteurSchema,
  /** Instant written in the file's metadata: the same data always gives the same bytes. */
  etabliLe: z.date(),
  /** Adds « Démonstration : dossier inventé » on top. */
  demonstration: z.boolean(),
})

/** A table of a dossier, every line: its figures are set to the right. */
export const tableauLuSchema = z.strictObject({
  legende: texte,
  entetes: z.array(z.strictObject({ titre: texte, numerique: z.boolean() })).min(1),
  lignes: z.array(z.array(z.string())).min(1),
})
export type TableauLu = z.infer<typeof tableauLuSchema>
