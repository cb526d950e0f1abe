import { z } from 'zod'
import { communSchema, texte } from './modele-commun.ts'

const instant = z.iso.datetime()

/**
 * What a relevé took and left, as it was found when it was done: kept as JSON, and printed from it. Instants as they are in JSON; cents. `du` and `au`: the first and the
 * last second of what it takes, `au` empty where nothing bounds it.
 */
export const contenuReleveSchema = z.strictObject({
  appel: texte,
  prevuLe: instant,
  faitLe: instant,
  du: instant,
  au: instant.nullable(),
  /** Whoever did it by hand; the guichet otherwise. */
  par: texte,
  dossiers: z.array(
    z.strictObject({
      numero: texte,
      titre: z.string(),
      porteur: texte,
      departement: texte,
      deposeLe: instant,
      aide: z.int().nonnegative().nullable(),
      /** Who may take it in charge; empty for nobody. */
      iraA: z.string(),
    }),
  ),
  /** Filed after its last second, and drafts that nobody filed. */
  apres: z.int().min(0),
  brouillons: z.int().min(0),
})
export type ContenuReleve = z.infer<typeof contenuReleveSchema>

/** `reponse`: the civil day by which an answer is promised; `suivant`: the next relevé, once it is announced. */
export const releveSchema = communSchema.extend({
  contenu: contenuReleveSchema,
  reponse: z.iso.date().optional(),
  suivant: z.date().optional(),
})
export type ReleveDonnees = z.infer<typeof releveSchema>
