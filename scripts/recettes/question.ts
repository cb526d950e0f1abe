import type { Recette } from './recette.ts'

/** A question whose answer is a year, read as a number. */
export const question: Recette = {
  nom: 'un type de question',
  etapes: [
    { fichier: 'src/features/cahier/schema/formulaire.ts', apres: "const TYPES_QUESTION = ['texte_court', ", ajouter: "'annee', " },
    { fichier: 'src/features/saisie/saisie.ts', apres: '  texte_long: lireTexte,\n', ajouter: '  annee: lireNombre,\n' },
    { fichier: 'src/features/examen/effort.ts', apres: '  texte_long: 6,\n', ajouter: '  annee: 0.5,\n' },
    { fichier: 'src/features/recevabilite/lexique.ts', apres: "  texte_long: 'libelle',\n", ajouter: "  annee: 'nombre',\n" },
    { fichier: 'src/features/appels/pages/questions.view.tsx', apres: "  texte_long: 'Texte',\n", ajouter: "  annee: 'Une année',\n" },
  ],
  essais: ['src/features/examen', 'src/features/saisie'],
}
