import { csv } from './csv.ts'
import { aPlat, type Feuille, type FeuillePlate, type FormatFeuille } from './feuille.ts'
import { ods } from './ods.ts'
import { xlsx } from './xlsx.ts'

const TYPES: Record<FormatFeuille, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

type Fichier = { type: string; flux: ReadableStream<Uint8Array> }
/** A sheet as bytes to be sent: its rows are asked for as it is read, and no longer once the reader has gone. */
export const ecrireFeuille = <L>(format: FormatFeuille, f: Feuille<L>): Fichier =>
  format === 'csv' ? { type: TYPES.csv, flux: csv(f) } : ecrireClasseur(format, [aPlat(f)])

const CLASSEURS = { xlsx, ods }
/** Several sheets as one workbook, the first one giving its title; their names differ, and each is written after the one before. */
export const ecrireClasseur = (format: keyof typeof CLASSEURS, feuilles: readonly [FeuillePlate, ...FeuillePlate[]]): Fichier => ({
  type: TYPES[format],
  flux: CLASSEURS[format](feuilles),
})
