import type { Recette } from './recette.ts'

/** The inbox, filtered by whether a project is common. */
export const filtre: Recette = {
  nom: 'un filtre',
  etapes: [
    {
      fichier: 'src/features/instruction/liste/filtres.table.ts',
      apres: "    champ: choixUsuel('Étiquette', 'Toutes', d => d.etiquettes ?? []),\n    compte: 'lu',\n  }),\n",
      ajouter: `  commun: un({
    lire: z.literal('1'),
    sql: () => sql\`i.partenaires > 0\`,
    mots: () => 'Projet commun',
    champ: choix('Projet', 'Indifférent', codes({ 1: 'Commun seulement' })),
    compte: 'lu',
  }),
`,
    },
    {
      fichier: 'src/features/instruction/liste/filtres.test.ts',
      apres: "  messages: peut(fc.constant('non_lus' as const)),\n",
      ajouter: "  commun: peut(fc.constant('1' as const)),\n",
    },
  ],
  essais: ['src/features/instruction/liste/filtres.test.ts'],
}
