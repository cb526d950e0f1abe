/**
 * Service: a dossier before the service: found within the reader's perimeter, where its reader stands, the one way to change its state. Owns no table.
 */

export type { RefusInstruction } from './acte.ts'
export { changerEtat, instruitPour, phraseRefus } from './acte.ts'
export { dansLePerimetre, estInstructeur, exigeInstructeur } from './dans-le-perimetre.ts'
export type { Instruit } from './dossier.queries.ts'
export { trouverInstruit } from './dossier.queries.ts'
export type { Instructeur } from './instructeurs.queries.ts'
export { affectables, instructeurs, memesAppels, nomsDesInstructeurs, ouvertA, situeDe } from './instructeurs.queries.ts'
