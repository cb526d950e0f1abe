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

export const FORMATS_FEUILLE = ['csv', 'xlsx', 'ods'] as const
export type FormatFeuille = (typeof FORMATS_FEUILLE)[number]
