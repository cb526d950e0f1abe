import { lireAppel } from '../features/appels/lire-appel.ts'
import { comparer } from '../features/appels/publication/comparer.ts'
import { lireTableau, lireTexte } from '../features/tableur/lire-tableau.ts'

/** What the threads can do, by name: functions of data, which answer data. */
export const TACHES = {
  comparerAppels: ({ ancien, nouveau }: { ancien: string; nouveau: string }) => comparer(ancien, nouveau),
  lireAppel: ({ source, fichier }: { source: string; fichier: string }) => lireAppel(source, fichier),
  lireTableau,
  lireTexte: (texte: string) => lireTexte(texte),
}
