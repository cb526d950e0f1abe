import type { TypeStructure } from '../../cahier/index.ts'

/**
 * The legal category that INSEE gives to each legal person (nomenclature des catégories juridiques, level III: four digits; insee.fr/fr/information/2028129, version of September 2022),
 * and the type that calls name. The longest beginning that is written here says it. What has none is `autre`. `categories-insee.test.ts` holds every category of the public bodies,
 * cooperations and associations of that nomenclature.
 */
export const CATEGORIES: Record<string, TypeStructure> = {
  '31': 'entreprise', // foreign, registered here
  '41': 'etablissement_public', // industrial or commercial, national or local; régies
  '5': 'entreprise', // commercial companies
  '61': 'entreprise',
  '62': 'entreprise', // groupements d'intérêt économique
  '63': 'entreprise', // cooperatives of farmers
  '64': 'entreprise',
  '65': 'entreprise', // sociétés civiles
  '69': 'entreprise',
  '71': 'etat',
  '7210': 'commune',
  '7220': 'departement',
  '7230': 'region',
  // 7225 and 7229 (overseas, à statut particulier) have no type of their own: the referential knows the Collectivité de Corse by its SIREN
  '732': 'etablissement_public', // associations syndicales autorisées, foncières
  '733': 'etablissement_public', // lycées, collèges
  '7340': 'pole_territorial', // pôle métropolitain
  '7342': 'epci',
  '7343': 'epci',
  '7344': 'epci',
  '7345': 'syndicat', // SIVOM
  '7346': 'epci',
  '7347': 'epci',
  '7348': 'epci',
  '7349': 'groupement',
  '7351': 'groupement',
  '7352': 'groupement',
  '7353': 'syndicat', // SIVU
  '7354': 'syndicat',
  '7355': 'syndicat',
  '7356': 'groupement',
  '7357': 'pole_territorial', // pôle d'équilibre territorial et rural
  '736': 'etablissement_public', // CCAS, caisses des écoles, hospitals
  '737': 'etablissement_public',
  '738': 'etablissement_public',
  '74': 'etablissement_public',
  '92': 'association',
  '9240': 'autre', // a congregation is no association
}

/** @param categorie four digits. */
export function typeDeCategorie(categorie: string): TypeStructure {
  for (let n = categorie.length; n > 0; n--) {
    const type = CATEGORIES[categorie.slice(0, n)]
    if (type) return type
  }
  return 'autre'
}

/** Natural persons (1) and groupings without legal personality, which bear the names of natural persons (2), are never kept. */
export const estPersonneMorale = (categorie: string) => /^[3-9]\d{3}$/.test(categorie)
