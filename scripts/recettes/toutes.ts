import { acte } from './acte.ts'
import { colonne } from './colonne.ts'
import { courriel } from './courriel.ts'
import { filtre } from './filtre.ts'
import { page } from './page.ts'
import { question } from './question.ts'
import type { Recette } from './recette.ts'

/** The recipes of CONTRIBUTING.md, in its order. */
export const RECETTES: readonly Recette[] = [page, acte, question, filtre, courriel, colonne]

/** The files that a recipe opens, in order, each once. */
export const fichiersDe = ({ etapes }: Recette): string[] => [...new Set(etapes.map(e => e.fichier))]
