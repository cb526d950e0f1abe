const DEUX_FOIS = 'la sécurité par ligne de la base donne au rôle du programme les lignes de ce guichet seul : la requête le redit'

/** Faults that change nothing that anybody could see, each with its reason. They stay among those that survive. */
export const EQUIVALENTS: Readonly<Record<string, string>> = {
  'src/features/comite/notation/notation.queries.ts:37:45 where ôté':
    'son seul appelant garde ensuite, dossier par dossier, les grilles de ceux qu’il a demandés : d’autres sont lues pour rien',
  'src/features/comite/notation/noter.ts:48:68 where ôté': DEUX_FOIS,
  'src/features/comptes/mots-de-passe-communs.ts:39:39 - devient +':
    'ce qui reste au-delà est plus court que tout mot connu : la boucle tourne quelques fois de plus, pour rien',
  'src/features/donnees-ouvertes/bilan.ts:46:35 > devient >=': 'à égalité, les deux réponses sont le même instant',
  'src/features/donnees-ouvertes/servir.ts:49:23 < devient >=': 'les mêmes octets partent, en morceaux d’une autre taille',
  'src/features/dossiers/complements/noter-lecture.ts:9:35 where ôté': DEUX_FOIS,
  'src/features/dossiers/delais.ts:19:47 > devient >=': 'à égalité, les deux réponses sont le même instant',
  'src/features/dossiers/irrecevabilite/irrecevabilite.queries.ts:13:93 where ôté': DEUX_FOIS,
  'src/features/instruction/complements/rappels.queries.ts:34:60 where ôté': DEUX_FOIS,
  'src/features/instruction/complements/retirer-demande.ts:39:95 where ôté': DEUX_FOIS,
  'src/features/instruction/dossier/porteur/autres.queries.ts:39:38 where ôté': DEUX_FOIS,
  'src/features/instruction/groupe/compte-rendu.ts:12:52 nombre plus un': 'une largeur de colonne ne se voit pas dans un CSV',
  'src/features/instruction/groupe/prevenir.ts:18:39 where ôté': DEUX_FOIS,
  'src/features/journal/verifier-journal.ts:76:16 condition fausse':
    'la page suivante n’est plus demandée d’avance : les mêmes lignes sont lues, plus lentement',
  'src/features/structures/prouver.ts:25:33 where ôté': DEUX_FOIS,
  'src/features/structures/rechercher.ts:62:33 where ôté': DEUX_FOIS,
  'src/features/suivi/bilans/depots.queries.ts:40:12 nombre plus un': 'la première ligne seule est gardée : une seconde est lue pour rien',
  'src/features/suivi/projet/lire-projet.ts:46:47 where ôté': DEUX_FOIS,
}
