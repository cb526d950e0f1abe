/**
 * What a column holds: words, a whole number, a number with decimals, an amount (cents), an instant, which is written as the clock in Paris shows
 * it. Units stand in the title, so that the cells are numbers.
 */
export type Genre = 'texte' | 'entier' | 'decimal' | 'euros' | 'instant'
export type Valeur = string | number | Date | null
export type ColonneFeuille<L> = { titre: string; genre: Genre; largeur: number; valeur: (ligne: L) => Valeur }
export const colonne = <L>(titre: string, genre: Genre, largeur: number, valeur: ColonneFeuille<L>['valeur']): ColonneFeuille<L> => ({
  titre,
  genre,
  largeur,
  valeur,
})
/** `etablieLe`: when it was made, which dates the file. */
export type Feuille<L = never> = {
  nom: string
  colonnes: readonly ColonneFeuille<L>[]
  lignes: Iterable<L> | AsyncIterable<L>
  etablieLe: Date
}

/** A sheet whose rows nobody looks into but itself: sheets of different things stand in one workbook. */
export type FeuillePlate = {
  nom: string
  colonnes: readonly Pick<ColonneFeuille<never>, 'titre' | 'genre' | 'largeur'>[]
  lignes: Iterable<unknown> | AsyncIterable<unknown>
  valeur: (colonne: number, ligne: unknown) => Valeur
  etablieLe: Date
}
export const aPlat = <L>({ nom, colonnes, lignes, etablieLe }: Feuille<L>): FeuillePlate => ({
  nom,
  colonnes,
  lignes,
  etablieLe,
  valeur: (i, l) => colonnes[i]!.valeur(l as L),
})

export const FORMATS_FEUILLE = ['csv', 'xlsx', 'ods'] as const
export type FormatFeuille = (typeof FORMATS_FEUILLE)[number]
