/**
 * Versions: what a filing holds, word for word, and what two filings say otherwise; both sides. Owns no table.
 */

export { comparerDepots, type DepotsCompares, differencesDes, lireDepots, type ProjetCompare, type VerdictCompare } from './comparer.ts'
export { type ContenuDepose, contenuDepose, UNITES } from './depot.contenu.ts'
export { compareesMotAMot, type Difference, differences } from './differences.ts'
export { Differences, nomDifference } from './differences.view.tsx'
export { listesDeposees } from './listes-deposees.queries.ts'
export { reprisesChangees } from './reprises.ts'
