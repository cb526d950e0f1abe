/**
 * Périmètre: which dossiers each of the service reads (C4.4, C5.1), by their roles, what was opened to them and whom they stand in for. Owns no table.
 */

export type { Interim, Lecteur, LecteurDesChiffres } from './perimetre.queries.ts'
export { aPart, dansSesPerimetres, deSesAppels, donne, lecteurDe, lecteurDesChiffres, lisible, porteesDe } from './perimetre.queries.ts'
export type { Perimetre, Situe } from './perimetre.rules.ts'
export { appelsDe, dansPerimetre, instruit, mene, ouvreAppel, perimetres, perimetresDesChiffres } from './perimetre.rules.ts'
export { libellePerimetre, libelleVolets, nomDepartement } from './perimetre.ts'
