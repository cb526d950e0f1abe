/**
 * Enveloppes: how the money of a call is shared out. For now the optimiser: a proposed allocation, proven optimal, as plain data in and out.
 * Owns no table. Invariant: no amount comes out that was not checked to the cent, in integers, against every constraint.
 */
export type { Attribution, Cle, Objectif, Probleme } from './optimiser/probleme.ts'
export { probleme } from './optimiser/probleme.ts'
export type { Allocation, Issue, Totaux } from './optimiser/resoudre.ts'
