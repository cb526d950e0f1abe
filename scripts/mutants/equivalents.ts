const DEUX_FOIS = 'la sécurité par ligne de la base donne au rôle du programme les lignes de ce guichet seul : la requête le redit'

/** Faults that change nothing that anybody could see, each with its reason. They stay among those that survive. */
export const EQUIVALENTS: Readonly<Record<string, string>> = {
  'src/features/comite/conflits/structures.queries.ts:9:39 where ôté': DEUX_FOIS,
  'src/features/comite/notation/notation.queries.ts:37:45 where ôté':
    'son seul appelant garde ensuite, dossier par dossier, les grilles de ceux qu’il a demandés : d’autres sont lues pour rien',
  'src/features/comite/notation/noter.ts:48:68 where ôté': DEUX_FOIS,
  'src/features/comptes/mots-de-passe-communs.ts:39:39 - devient +':
    'ce qui reste au-delà est plus court que tout mot connu : la boucle tourne quelques fois de plus, pour rien',
  'src/features/donnees-ouvertes/bilan.ts:46:35 > devient >=': 'à égalité, les deux réponses sont le même instant',
  'src/features/donnees-ouvertes/servir.ts:42:17 nombre plus un': 'les mêmes octets partent, en morceaux d’une autre taille',
  'src/features/donnees-ouvertes/servir.ts:49:23 < devient >=': 'les mêmes octets partent, en morceaux d’une autre taille',
  'src/features/complements/noter-lecture.ts:9:35 where ôté': DEUX_FOIS,
  'src/features/dossiers/complements-ouverts.queries.ts:25:77 where ôté': DEUX_FOIS,
  'src/features/contenu/contenu.ts:52:28 || devient &&':
    'les lignes d’une autre liste n’ont pas de lot, et sans lots toutes ont le même rang : le tri, stable, les rend dans leur ordre',
  'src/features/delais/delais.ts:20:47 > devient >=': 'à égalité, les deux réponses sont le même instant',
  'src/features/depot/refermer.ts:82:34 where ôté': DEUX_FOIS,
  'src/features/irrecevabilite/irrecevabilite.queries.ts:13:93 where ôté': DEUX_FOIS,
  'src/features/complements/service/rappels.queries.ts:15:70 orderBy ôté':
    'chaque dossier est rappelé dans sa propre transaction, dans la même passe : l’ordre ne change ni qui l’est, ni quand, ni ce qu’il lit',
  'src/features/complements/service/rappels.queries.ts:34:60 where ôté': DEUX_FOIS,
  'src/features/complements/service/retirer-demande.ts:39:95 where ôté': DEUX_FOIS,
  'src/features/instruction/dossier/porteur/autres.queries.ts:38:38 where ôté': DEUX_FOIS,
  'src/features/instruction/groupe/compte-rendu.ts:12:52 nombre plus un': 'une largeur de colonne ne se voit pas dans un CSV',
  'src/features/instruction/groupe/prevenir.ts:18:39 where ôté': DEUX_FOIS,
  'src/features/journal/verifier-journal.ts:76:16 condition fausse':
    'la page suivante n’est plus demandée d’avance : les mêmes lignes sont lues, plus lentement',
  'src/features/notifications/confirmer.ts:30:28 filter ôté':
    'confirmer à nouveau une décision confirmée n’insère rien, n’écrit aucune lettre et ne compte pas : la base le refuse la première',
  'src/features/notifications/notifications.queries.ts:122:12 nombre plus un':
    'la première ligne seule est gardée : une seconde est lue pour rien',
  'src/features/projets-passes/projets.queries.ts:80:21 sort ôté':
    'PostgreSQL rend déjà triées les valeurs d’un array_agg(distinct …) : quatre chiffres se trient de la même façon',
  'src/features/structures/prouver.ts:25:33 where ôté': DEUX_FOIS,
  'src/features/structures/rechercher.ts:62:33 where ôté': DEUX_FOIS,
  'src/features/suivi/avenants/demander.ts:32:9 condition fausse':
    'l’étape ne quitte « notifié » qu’à la signature de l’acte : la règle a déjà refusé la demande, avec sa phrase',
  'src/features/suivi/bilans/depots.queries.ts:24:6 innerJoin devient leftJoin':
    'qui dépose est obligatoire et renvoie à un compte, que la base garde : la jointure trouve toujours',
  'src/features/suivi/bilans/depots.queries.ts:39:12 nombre plus un': 'la première ligne seule est gardée : une seconde est lue pour rien',
  'src/features/suivi/bilans/commandes/commandes.routes.tsx:65:114 nombre plus un':
    'la page est coupée ensuite à sa taille : une ligne de plus est lue pour rien',
  'src/features/suivi/lire-projet.ts:46:47 where ôté': DEUX_FOIS,
}
