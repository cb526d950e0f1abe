/** Communes of the referential that file besides those of the demonstration, and the projects that they share out. All they say is invented. */
const COMMUNES: readonly [nom: string, departement: string][] = [
  ...['Olmeto', 'Propriano', 'Bastelica', 'Bocognano', 'Cauro', 'Figari', 'Levie', 'Zonza', 'Sotta', 'Peri', 'Ocana', 'Appietto'].map(
    (n): [string, string] => [n, '2A'],
  ),
  ...['Bastelicaccia', 'Conca', 'Coggia', 'Ucciani', 'Vero', 'Viggianello', 'Pietrosella', 'Albitreccia'].map((n): [string, string] => [
    n,
    '2A',
  ]),
  ...[
    'Borgo',
    'Biguglia',
    'Furiani',
    'Lumio',
    'Calenzana',
    'Cervione',
    'Ghisonaccia',
    'Aléria',
    'Oletta',
    'Patrimonio',
    'Rogliano',
    'Sisco',
  ].map((n): [string, string] => [n, '2B']),
  ...['Venaco', 'Ventiseri', 'Venzolasca', 'Morosaglia', 'Moltifao', 'Omessa', 'Corbara', 'Galéria', 'Brando', 'Vivario'].map(
    (n): [string, string] => [n, '2B'],
  ),
]
export function communesDuScenario(nombre: number) {
  if (nombre > COMMUNES.length) throw new Error(`${nombre} communes, ${COMMUNES.length} connues`)
  // one of each département in turn
  const [sud, nord] = [COMMUNES.filter(c => c[1] === '2A'), COMMUNES.filter(c => c[1] === '2B')]
  return nord.flatMap((c, i) => (sud[i] ? [sud[i], c] : [c])).slice(0, nombre)
}

type Modele = { volet: string; actions: string[]; titre: string; reponses: Record<string, string> }
export const MODELES: readonly Modele[] = [
  {
    volet: 'volet_3',
    actions: ['plus_de_canaux'],
    titre: 'L’accueil de la mairie, le soir et le samedi',
    reponses: {
      resume: 'Un accueil téléphonique et un site de démarches, ouverts en dehors des heures de bureau.',
      situation: 'La mairie ouvre 18 heures par semaine. 140 demandes par an demandent un second déplacement.',
      besoins: 'Répondre sans attendre l’ouverture, et garder la trace de chaque demande.',
      objectifs: 'Six démarches en ligne, une réponse en deux jours.',
      co_construction: 'Deux ateliers avec vingt habitants ont choisi les six démarches.',
      mesure: 'Nombre de demandes en ligne et délai de réponse, relevés chaque mois.',
    },
  },
  {
    volet: 'volet_1',
    actions: ['processus_interne'],
    titre: 'Les actes de la commune, signés et envoyés à l’écran',
    reponses: {
      resume: 'La commune signe et transmet ses actes par voie électronique, et les range dans un registre unique.',
      situation: 'En 2020, 84 actes ont été portés à la sous-préfecture, à une heure de route.',
      besoins: 'Un certificat, un outil de télétransmission, une formation courte.',
      objectifs: 'Transmettre tous les actes en ligne avant l’été 2022.',
      co_construction: 'Les secrétaires de trois communes ont décrit ensemble le trajet d’un acte.',
      mesure: 'Part des actes télétransmis et délai de retour de l’accusé.',
    },
  },
  {
    volet: 'volet_2',
    actions: ['former_agents'],
    titre: 'Des agents à l’aise avec leurs outils',
    reponses: {
      resume: 'Un parcours de formation de trois jours par agent, à partir des gestes de chaque métier.',
      situation: 'Un agent sur trois dit éviter les outils en ligne. Une demande d’aide sur deux porte sur un geste de base.',
      besoins: 'Savoir où en est chacun, de petits groupes, des fiches écrites par les agents.',
      objectifs: 'Former tous les agents avant la fin de 2022 et diviser par deux les demandes d’aide.',
      co_construction: 'Chaque agent a choisi trois gestes à apprendre lors d’un entretien.',
      mesure: 'Niveau de chaque agent avant et après, demandes d’aide par mois.',
    },
  },
  {
    volet: 'volet_3',
    actions: ['demarches_usagers'],
    titre: 'Cantine et garderie\u00a0: une seule inscription',
    reponses: {
      resume: 'Les familles inscrivent leurs enfants et paient depuis un seul site.',
      situation: '210 inscriptions sont saisies deux fois par an. Une famille sur quatre rappelle la mairie.',
      besoins: 'Un dossier famille unique, un planning lu le matin même par les agents.',
      objectifs: 'Sept inscriptions sur dix en ligne à la rentrée 2022.',
      co_construction: 'Douze parents ont classé les démarches à ouvrir en premier.',
      mesure: 'Part des inscriptions en ligne, appels reçus par semaine.',
    },
  },
  {
    volet: 'volet_1',
    actions: ['exploiter_donnees'],
    titre: 'Fuites d’eau\u00a0: les repérer avant la facture',
    reponses: {
      resume: 'Les relevés du réseau d’eau se lisent chaque jour, et une alerte part quand la nuit consomme.',
      situation: 'Le réseau perd 32 % de l’eau. Une fuite est trouvée en cinq semaines, en moyenne.',
      besoins: 'Rassembler les relevés, fixer des seuils, prévenir l’agent d’astreinte.',
      objectifs: 'Trouver une fuite en moins de sept jours.',
      co_construction: 'Les deux agents du réseau ont fixé les seuils, secteur par secteur.',
      mesure: 'Délai de découverte et volume perdu, publiés chaque trimestre.',
    },
  },
  {
    volet: 'volet_4',
    actions: ['transformation_partenaires'],
    titre: 'Un guichet itinérant, dessiné avec les villages',
    reponses: {
      resume: 'Un agent équipé se rend dans quatre villages, selon un parcours dessiné avec leurs habitants.',
      situation: 'Le guichet le plus proche est à 50 minutes de route. 90 personnes disent avoir renoncé à un droit.',
      besoins: 'Observer les démarches, essayer deux parcours, en garder un.',
      objectifs: 'Une permanence par semaine dans chaque village, avant l’été 2022.',
      co_construction: 'Le laboratoire anime trois journées avec les habitants et les agents.',
      mesure: 'Personnes reçues, droits ouverts, temps de trajet évité.',
    },
  },
]
