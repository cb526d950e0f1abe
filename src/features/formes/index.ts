/**
 * Formes: what may stand at each place of a call, as its schema says it: one thing that is typed, a list, a group. Owns no table.
 */

export { type Chemin, valeurA } from './chemin.ts'
export { type Feuille, type Forme, formeA } from './forme.ts'
export { clesConnues, definitionDe, schemasA } from './schemas.ts'
