/** Columns of the list, in its order: their code, what they hold, and whether everybody sees them at first. */
export const COLONNES = [
  { code: 'dossier', libelle: 'Dossier', toujours: true },
  { code: 'porteur', libelle: 'Porteur et projet', toujours: true },
  { code: 'type', libelle: 'Type de porteur' },
  { code: 'population', libelle: 'Population' },
  { code: 'epci', libelle: 'EPCI' },
  { code: 'departement', libelle: 'Département' },
  { code: 'partenaires', libelle: 'Partenaires' },
  { code: 'volet', libelle: 'Volet', usuelle: true },
  { code: 'etat', libelle: 'État et suite à donner', usuelle: true },
  { code: 'affecte', libelle: 'Affecté à' },
  { code: 'echeance', libelle: 'Échéance', usuelle: true },
  { code: 'recevabilite', libelle: 'Recevabilité', usuelle: true },
  { code: 'pieces', libelle: 'Pièces', usuelle: true },
  { code: 'etiquettes', libelle: 'Étiquettes' },
  { code: 'depose', libelle: 'Déposé le' },
  { code: 'version', libelle: 'Version' },
  { code: 'cout', libelle: 'Coût global', usuelle: true },
  { code: 'aide', libelle: 'Aide demandée', usuelle: true },
  { code: 'propose', libelle: 'Aide proposée' },
] as const satisfies readonly { code: string; libelle: string; toujours?: true; usuelle?: true }[]
export type CodeColonne = (typeof COLONNES)[number]['code']

const toujours = (c: (typeof COLONNES)[number]) => 'toujours' in c
export const CHOISISSABLES = COLONNES.filter(c => !toujours(c))
export const COLONNES_USUELLES: readonly CodeColonne[] = COLONNES.filter(c => toujours(c) || 'usuelle' in c).map(c => c.code)

/** The columns that these codes ask for, in the order of the list; what is no column is left out, what everybody sees is there. */
export const colonnesParmi = (codes: readonly unknown[]): CodeColonne[] =>
  COLONNES.filter(c => toujours(c) || codes.includes(c.code)).map(c => c.code)
