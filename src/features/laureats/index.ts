/**
 * Lauréats: what becomes public of a call once its decisions are notified: list, map, files, feed. Owns no table.
 * Invariant: only decisions whose letter has been sent are read here, and of these only those that grant an aid.
 */

export { aidesDites, communesCouvertes, enveloppesDe, lireLaureats, type Membre } from './laureats.queries.ts'
export { type FiltreLaureats, filtrer, type LaureatPublie, motProjets, publier, repartir, TRIS, type Tri, totaux } from './publication.ts'
export { resultatsDe } from './resultats.ts'
export { ancreDisque, ancreLaureat, disquesDe, geojsonDe, territoiresDe } from './situer.ts'
