import { lireTableau, lireTexte } from '../features/tableur/lire-tableau.ts'

/** What the threads can do, by name: functions of data, which answer data. */
export const TACHES = {
  lireTableau,
  lireTexte: (texte: string) => lireTexte(texte),
}
