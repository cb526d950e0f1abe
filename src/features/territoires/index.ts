/**
 * The map of the guichet's territory. Owns `carte` and `contour`. Invariant: every contour of a guichet is drawn in the one frame of its map;
 * importing again replaces the whole.
 */
export { Carte, type Disque, type FondAffiche, type Forme } from './carte.view.tsx'
export { type FondDeCarte, type Lieu, lireCarte } from './contours.queries.ts'
export { ErreurContours } from './dessiner.ts'
export { ecarter, echelleDe, rayonDe } from './disques.ts'
export { fondDepartements, fondDessine } from './fond-departements.ts'
export { importerContours } from './importer-contours.ts'
export { lirePoints, type Points } from './points.queries.ts'
export { lireVilles } from './villes.ts'
