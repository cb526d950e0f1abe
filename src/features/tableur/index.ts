/**
 * Sheets: CSV, XLSX and ODS that leave the product, written row by row as they are read; tables that come in. Owns no table.
 * Invariant: memory does not grow with the rows; amounts, numbers and dates are real ones; no text that people typed is ever a formula.
 */
export { estTotal, lireMontantTableur, normaliser, texteMontant } from './cellules.ts'
export { ecrireClasseur, ecrireFeuille } from './ecrire-feuille.ts'
export { aPlat, type ColonneFeuille, colonne, type Feuille, FORMATS_FEUILLE, type FormatFeuille } from './feuille.ts'
export { lireColle, lireFichier, PHRASE_TABLEAU, type RefusLecture } from './lire-fichier.ts'
export { LIGNES_LUES, relireTableau, type Tableau, tableauRendu } from './lire-tableau.ts'
