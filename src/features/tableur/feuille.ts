import { csv } from './csv.ts'
import { ods } from './ods.ts'
import { xlsx } from './xlsx.ts'

/**
 * What a column holds: words, a whole number, a number with decimals, an amount (cents), an instant, which is written as the clock in Paris shows
 * it. Units stand in the title, so that the cells are numbers.
 */
export type Genre = 'texte' | 'entier' | 'decimal' | 'euros' | 'instant'
export type Valeur = string | number | Date | null
export type ColonneFeuille<L> = { titre: string; genre: Genre; largeur: number; valeur: (ligne: L) => Valeur }
/** `etablieLe`: when it was made, which dates the file. */
export type Feuille<L = never> = { nom: string; colonnes: readonly ColonneFeuille<L>[]; lignes: AsyncIterable<L>; etablieLe: Date }

export const FORMATS_FEUILLE = ['csv', 'xlsx', 'ods'] as const
export type FormatFeuille = (typeof FORMATS_FEUILLE)[number]
const ECRIRE = { csv, xlsx, ods }
const TYPES: Record<FormatFeuille, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

/** A sheet as bytes to be sent: its rows are asked for as it is read, and no longer once the reader has gone. */
export const ecrireFeuille = <L>(format: FormatFeuille, f: Feuille<L>): { type: string; flux: ReadableStream<Uint8Array> } => ({
  type: TYPES[format],
  flux: ECRIRE[format](f),
})
