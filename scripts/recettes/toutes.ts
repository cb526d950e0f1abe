import { acte } from './acte.ts'
import { colonne } from './colonne.ts'
import { courriel } from './courriel.ts'
import { filtre } from './filtre.ts'
import { page } from './page.ts'
import { question } from './question.ts'
import type { Recette } from './recette.ts'
import { renommer } from './renommer.ts'
import { signataire } from './signataire.ts'

/** The recipes of CONTRIBUTING.md, in its order. */
export const RECETTES: readonly Recette[] = [page, acte, question, filtre, courriel, colonne]
/** Changes of the product that are followed to know how many files they open: no page tells them. */
export const MESUREES: readonly Recette[] = [signataire, renommer]

/** The files that a recipe opens, in order, each once. */
export const fichiersDe = ({ etapes }: Recette): string[] => [...new Set(etapes.map(e => e.fichier))]
/** Whether a file is opened but not counted: a migration, or what a command writes. */
export const aPart = (fichier: string) => fichier.startsWith('src/db/migrations/') || fichier.endsWith('.gen.ts')
