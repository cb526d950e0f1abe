import type { Recette } from './recette.ts'

/** A column of the inbox: the hour of the filing. */
export const colonne: Recette = {
  nom: 'une colonne',
  etapes: [
    {
      fichier: 'src/features/instruction/boite/lignes.view.tsx',
      apres: "  volet: { libelle: 'Volet', quand: 'choisie', tri: 'volet', cellule: l => l.volet },\n",
      ajouter: `  heure: { libelle: 'Heure du dépôt', quand: 'choisie', titre: 'Heure', cellule: l => <Time instant={l.deposeLe} forme="heure" /> },\n`,
    },
    {
      fichier: 'src/features/instruction/boite/colonnes-fichier.ts',
      apres: "  depose: [colonne('Déposé le (heure de Paris)', 'instant', 18, l => l.base.depose_le)],\n",
      ajouter: '  // with the day\n  heure: [],\n',
    },
  ],
  essais: ['src/features/instruction/boite/vues.test.ts', 'src/features/instruction/boite/export.test.ts'],
}
