import type { Recette } from './recette.ts'

/** A column of the inbox: the hour of the filing. */
export const colonne: Recette = {
  nom: 'une colonne',
  etapes: [
    {
      fichier: 'src/features/instruction/boite/lignes.view.tsx',
      apres: "  volet: { libelle: 'Volet', quand: 'usuelle', tri: 'volet', cellule: l => l.volet },\n",
      ajouter: "  heure: { libelle: 'Heure du dépôt', quand: 'choisie', titre: 'Heure', cellule: l => formatHeure(l.deposeLe) },\n",
    },
  ],
  essais: ['src/features/instruction/boite/vues.test.ts'],
}
