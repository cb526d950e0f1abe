/**
 * Lauréats: what becomes public of a call once its decisions are notified: list, map, files, feed. Owns no table.
 * Invariant: only decisions whose letter has been sent are read here, and of these only those that grant an aid.
 */

export { lireLaureats } from './laureats.queries.ts'
export { type LaureatPublie, publier } from './publication.ts'
export { resultatsDe } from './resultats.ts'
export { geojsonDe, territoiresDe } from './situer.ts'
