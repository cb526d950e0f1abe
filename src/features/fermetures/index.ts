/**
 * Fermetures: a call closed before its end by an act, and opened again before that closing. Owns `fermeture`.
 * Invariant: a closing is told in public, with its reason, at least as many days before it as the call promises.
 */

export { fermerEpuises } from './epuiser.ts'
export { fermerAppel } from './fermer.ts'
export { rouvrirAppel } from './rouvrir.ts'
