import { parseCsv } from 'hucre/csv'
import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import { zipSain } from '../../lib/repertoire-zip.ts'
import { err, ok, type Result } from '../../lib/result.ts'

/** Lines of cells as text: amounts « 12500.5 », dates and formulas as what they show. */
export type Tableau = string[][]
export type RefusTableau = 'vide' | 'trop_gros' | 'illisible' | 'protege'

/** Bytes of the file, bytes once inflated, lines read: at most. */
export type LimitesTableau = { octets: number; brut: number; lignes: number }
/** A workbook of two hundred lines weighs some thirty kilobytes; enough lines to find titles under a long head, and to say that there are too many. */
export const PETIT: LimitesTableau = { octets: 900_000, brut: 20_000_000, lignes: 500 }
const COLONNES_LUES = 40

/** Reads what was pasted or a CSV file: tabs, semicolons or commas. Nothing is computed: « =1+1 » stays a text. */
export function lireTexte(texte: string, lignes = PETIT.lignes): Tableau {
  const [separateur] = ['\t', ';', ',']
    .map(s => [s, texte.split(/\r?\n/, 10).reduce((n, l) => n + l.split(s).length - 1, 0)] as const)
    // a comma is first the mark of decimals: it separates only where nothing else does
    .find(([, n]) => n > 0) ?? ['\t']
  return enTexte(parseCsv(texte, { delimiter: separateur, maxRows: lignes }))
}

/** Reads the first sheet of an XLSX or ODS workbook, or a CSV file, by its content and not by its name. */
export async function lireTableau({
  octets,
  limites = PETIT,
}: {
  octets: Uint8Array
  limites?: LimitesTableau
}): Promise<Result<Tableau, RefusTableau>> {
  if (octets.length === 0) return err('vide')
  if (octets.length > limites.octets) return err('trop_gros')
  const debut = Buffer.from(octets.subarray(0, 120)).toString('latin1')
  if (debut.startsWith('\u00d0\u00cf\u0011\u00e0')) return err('protege')
  if (!debut.startsWith('PK')) return lireCsv(octets, limites.lignes)
  if (!zipSain(Buffer.from(octets), limites.brut)) return err('illisible')
  try {
    const options = { sheets: [0], maxRows: limites.lignes }
    const classeur = debut.includes('opendocument.spreadsheet') ? await readOds(octets, options) : await readXlsx(octets, options)
    return ok(enTexte(classeur.sheets[0]?.rows ?? []))
  } catch {
    return err('illisible')
  }
}

/** Spreadsheets write CSV in UTF-8, UTF-16 or the old code page of Windows. */
function lireCsv(octets: Uint8Array, lignes: number): Result<Tableau, RefusTableau> {
  const utf16 = octets[0] === 0xff && octets[1] === 0xfe
  const texte = utf16 ? new TextDecoder('utf-16le').decode(octets) : enUtf8(octets)
  return texte.includes('\u0000') ? err('illisible') : ok(lireTexte(texte, lignes))
}
function enUtf8(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return new TextDecoder('windows-1252').decode(octets)
  }
}

const enTexte = (lignes: readonly (readonly unknown[])[]): Tableau =>
  lignes.map(l =>
    Array.from(l.slice(0, COLONNES_LUES), c => (typeof c === 'number' ? nombre(c) : c === null || c === undefined ? '' : String(c))),
  )

/** A cell shows an amount to the cent, whatever the division behind it left. */
const nombre = (n: number) => (Number.isInteger(n) ? String(n) : n.toFixed(2))
