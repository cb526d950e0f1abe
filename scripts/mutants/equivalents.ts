const DEUX_FOIS = 'la sécurité par ligne de la base donne au rôle du programme les lignes de ce guichet seul : la requête le redit'

/** Faults that change nothing that anybody could see, each with its reason. They stay among those that survive. */
export const EQUIVALENTS: Readonly<Record<string, string>> = {
  'src/features/comite/notation/notation.queries.ts:37:45 where ôté':
    'son seul appelant garde ensuite, dossier par dossier, les grilles de ceux qu’il a demandés : d’autres sont lues pour rien',
  'src/features/comite/notation/noter.ts:48:68 where ôté': DEUX_FOIS,
  'src/features/dossiers/delais.ts:19:47 > devient >=': 'à égalité, les deux réponses sont le même instant',
  'src/features/dossiers/irrecevabilite/irrecevabilite.queries.ts:13:93 where ôté': DEUX_FOIS,
  'src/features/instruction/complements/retirer-demande.ts:39:95 where ôté': DEUX_FOIS,
  'src/features/instruction/groupe/prevenir.ts:18:39 where ôté': DEUX_FOIS,
  'src/features/journal/verifier-journal.ts:76:16 condition fausse':
    'la page suivante n’est plus demandée d’avance : les mêmes lignes sont lues, plus lentement',
  'src/features/suivi/projet/lire-projet.ts:46:47 where ôté': DEUX_FOIS,
}
