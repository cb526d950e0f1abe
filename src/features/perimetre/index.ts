/**
 * Périmètre: which dossiers each of the service reads (C4.4, C5.1), by their roles, what was opened to them and whom they stand in for. Owns no table.
 */

export type { Interim, Lecteur, LecteurDesChiffres } from './perimetre.queries.ts'
export { aPart, dansSesPerimetres, donne, lecteurDe, lecteurDesChiffres, lisible } from './perimetre.queries.ts'
export type { Perimetre, Situe } from './perimetre.rules.ts'
export { dansPerimetre, instruit, mene, perimetres } from './perimetre.rules.ts'
export { libellePerimetre, nomDepartement } from './perimetre.ts'
