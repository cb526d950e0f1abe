import { csv } from './csv.ts'
import type { Feuille, FormatFeuille } from './feuille.ts'
import { ods } from './ods.ts'
import { xlsx } from './xlsx.ts'

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
