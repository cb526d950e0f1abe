import { formatDateCivileCourte } from '../../lib/dates.ts'
import { zipSain } from '../../lib/repertoire-zip.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { compter, lireCsv } from './lire-csv.ts'
import { lireOds } from './lire-ods.ts'
import { lireXlsx } from './lire-xlsx.ts'
import { ClasseurRefuse } from './partie-zip.ts'

/** Lines of cells as text: amounts « 12500.5 », dates and formulas as what they show. */
export type Tableau = string[][]
export type RefusTableau = 'vide' | 'trop_gros' | 'illisible' | 'protege' | 'trop_large' | 'trop_plein' | 'trop_lourd'

/** At most: bytes of the file, bytes once inflated, lines read (what follows is not), characters in all of its cells. */
export type LimitesTableau = { octets: number; brut: number; lignes: number; caracteres: number }
/** Enough lines to find titles under a long head, and to say that there are too many. */
export const LIGNES_LUES = 500
/** A workbook of two hundred lines weighs some thirty kilobytes; the page that shows it sends it back. */
export const PETIT: LimitesTableau = { octets: 900_000, brut: 20_000_000, lignes: LIGNES_LUES, caracteres: 150_000 }
/** Far more than any list of ours has. */
export const COLONNES_MAX = 60
/** What a table of that many lines has in all: lists have a dozen columns. Handing cells over takes the program's own time. */
const CELLULES_PAR_LIGNE = 20
/** Longer than any field: what is cut is refused for its length, whatever it said. */
const CELLULE_MAX = 5000
const SEPARATEURS = ['\t', ';', ',']
/** One column more than may be, so that it is seen. */
const fenetreDe = ({ lignes, caracteres }: LimitesTableau) => ({ lignes, caracteres, colonnes: COLONNES_MAX + 1, cellule: CELLULE_MAX })
/** Accents piled on one letter: more than any language has; beyond, putting them in order takes for ever. */
const ACCENTS_EN_TROP = /(\p{M}{8})\p{M}+/gu

/** Reads what was pasted or a CSV file: tabs, semicolons or commas. Nothing is computed: « =1+1 » stays a text. */
export function lireTexte(texte: string, limites = PETIT): Result<Tableau, RefusTableau> {
  const comptes = compter(texte, SEPARATEURS, 10)
  // a comma is first the mark of decimals: it separates only where nothing else does
  const separateur = SEPARATEURS.find((_, i) => comptes[i]! > 0) ?? '\t'
  return enTexte(lireCsv(texte, separateur, fenetreDe(limites)), limites)
}

type Envoi = { octets: Uint8Array; limites?: LimitesTableau }
/** Reads the first sheet of an XLSX or ODS workbook, or a CSV file, by its content and not by its name. In the atelier: `lireFichier` is the way there. */
export async function lireTableau({ octets, limites = PETIT }: Envoi): Promise<Result<Tableau, RefusTableau>> {
  if (octets.length === 0) return err('vide')
  if (octets.length > limites.octets) return err('trop_gros')
  const debut = Buffer.from(octets.subarray(0, 120)).toString('latin1')
  if (debut.startsWith('\u00d0\u00cf\u0011\u00e0')) return err('protege')
  if (!debut.startsWith('PK')) return lireTexteBrut(octets, limites)
  const zip = Buffer.from(octets.buffer, octets.byteOffset, octets.length)
  if (!zipSain(zip, limites.brut)) return err('illisible')
  try {
    const lire = debut.includes('opendocument.spreadsheet') ? lireOds : lireXlsx
    return enTexte(await lire(zip, fenetreDe(limites)), limites)
  } catch (e) {
    return err(e instanceof ClasseurRefuse ? e.motif : 'illisible')
  }
}

const estLigne = (l: unknown) => Array.isArray(l) && l.length <= COLONNES_MAX && l.every(x => typeof x === 'string')
/** What a page of ours sent back: a table of texts, no larger than one that is read from a file; empty when it is anything else. */
export function relireTableau(donnees: string, lignesMax: number): Tableau {
  try {
    const t: unknown = JSON.parse(donnees)
    return Array.isArray(t) && t.length <= lignesMax && t.every(estLigne) ? (t as Tableau) : []
  } catch {
    return []
  }
}

/** Spreadsheets write CSV in UTF-8, UTF-16 or the old code page of Windows. */
function lireTexteBrut(octets: Uint8Array, limites: LimitesTableau): Result<Tableau, RefusTableau> {
  const utf16 = octets[0] === 0xff && octets[1] === 0xfe
  const texte = utf16 ? new TextDecoder('utf-16le').decode(octets) : enUtf8(octets)
  return texte.includes('\u0000') ? err('illisible') : lireTexte(texte, limites)
}
function enUtf8(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return new TextDecoder('windows-1252').decode(octets)
  }
}

/** The cells as texts, without those that are empty at the end of a line; nothing is kept of a table that is more than may be. */
function enTexte(lignes: Iterable<readonly unknown[]>, { lignes: max, caracteres }: LimitesTableau): Result<Tableau, RefusTableau> {
  const tableau: Tableau = []
  let [cellules, total] = [0, 0]
  for (const l of lignes) {
    const fin = l.findLastIndex(c => c !== null && c !== undefined && c !== '') + 1
    if (fin > COLONNES_MAX) return err('trop_large')
    const ligne = Array.from(l.slice(0, fin), texteDe)
    for (const c of ligne) total += c.length
    cellules += fin
    if (total > caracteres || cellules > max * CELLULES_PAR_LIGNE) return err('trop_plein')
    tableau.push(ligne)
  }
  return ok(tableau)
}
function texteDe(c: unknown): string {
  if (typeof c === 'number') return nombre(c)
  if (typeof c === 'boolean') return c ? 'vrai' : 'faux'
  if (c instanceof Date && !Number.isNaN(c.getTime())) return formatDateCivileCourte(c.toISOString().slice(0, 10)) // a sheet has days, of no place
  return c === null || c === undefined ? '' : String(c).slice(0, CELLULE_MAX).replace(ACCENTS_EN_TROP, '$1')
}

/** A cell shows an amount to the cent, whatever the division behind it left. */
const nombre = (n: number) => (Number.isInteger(n) ? String(n) : n.toFixed(2))

/** The table of a form, as text to be given back: as it was read, else as it was pasted. */
export function tableauRendu({ texte, donnees }: Readonly<Record<string, unknown>>, lignesMax: number): string {
  const lu = typeof donnees === 'string' ? relireTableau(donnees, lignesMax) : []
  return lu.length > 0 ? lu.map(ligne => ligne.join('\t')).join('\n') : typeof texte === 'string' ? texte : ''
}
