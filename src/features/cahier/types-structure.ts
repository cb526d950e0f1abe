/** Legal kinds of structures that calls know, with the words that name them. */
export const TYPES_STRUCTURE = {
  commune: 'commune',
  epci: 'EPCI',
  collectivite_corse: 'Collectivité de Corse',
  departement: 'département',
  region: 'région',
  syndicat: 'syndicat de collectivités',
  pole_territorial: 'pôle territorial',
  groupement: 'groupement de collectivités',
  etablissement_public: 'établissement public',
  personne_morale_financee: 'personne morale financée uniquement par des collectivités',
  association: 'association',
  entreprise: 'entreprise',
  etat: 'service de l’État',
  autre: 'autre structure',
} as const
export type TypeStructure = keyof typeof TYPES_STRUCTURE
