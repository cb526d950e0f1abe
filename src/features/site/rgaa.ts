import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** In the sources the assessment is among the documents; the build puts it beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? '../../../docs/accessibilite/rgaa.yml' : './rgaa.yml', import.meta.url)

const critereSchema = z.strictObject({
  numero: z.string().regex(/^\d{1,2}\.\d{1,2}$/),
  theme: z.string(),
  critere: z.string(),
  resultat: z.enum(['conforme', 'non conforme', 'non applicable']),
  methode: z.enum(['automatique', 'examen']),
  /** The test that plays again at each change, or what was looked at. */
  preuve: z.string(),
  remarque: z.string().optional(),
  /** Why the law excuses this one (article 47, disproportionate burden). */
  derogation: z.string().optional(),
})
const evaluationSchema = z.strictObject({
  referentiel: z.string(),
  date: z.iso.date(),
  auteur: z.string(),
  outils: z.array(z.string()),
  technologies: z.array(z.string()),
  echantillon: z.array(z.strictObject({ page: z.string(), adresse: z.string() })),
  criteres: z.array(critereSchema),
})
export type Critere = z.infer<typeof critereSchema>
export type Evaluation = z.infer<typeof evaluationSchema>

/** The self-assessment that the declaration is written from. Throws when the file does not hold. */
export const lireEvaluation = (): Evaluation => evaluationSchema.parse(parse(readFileSync(FICHIER, 'utf8')))

let lue: Evaluation | undefined
/** The same, read once: it does not change while the program runs. */
export const evaluation = (): Evaluation => {
  lue ??= lireEvaluation()
  return lue
}
