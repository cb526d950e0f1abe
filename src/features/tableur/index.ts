/**
 * Sheets that leave the product: CSV, XLSX and ODS, written row by row as they are read. Owns no table.
 * Invariant: memory does not grow with the rows; amounts, numbers and dates are real ones; no text that people typed is ever a formula.
 */
export { type ColonneFeuille, ecrireFeuille, type Feuille, FORMATS_FEUILLE, type FormatFeuille } from './feuille.ts'
