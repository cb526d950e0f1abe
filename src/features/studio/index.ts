/**
 * Studio: a call begun from a model and written by its sections in a browser, its letters seen as they will be sent, before it is a version that can be published. Owns
 * `brouillon_appel`, `geste_brouillon` and `relecture`.
 * Invariant: the text of a draft is an `appel.yml`, the only model of a call; a change touches the lines it must, and can be undone.
 */

export { brouillonDe } from './brouillons.queries.ts'
export { choixDe } from './choix.table.ts'
export { libelleDe, uneDe } from './libelles.table.ts'
export { modifier } from './modifier.ts'
export { placeDansLeBrouillon } from './place.ts'
export { type Relecture, relectureDe, relecturesAttendues } from './relecture/relectures.queries.ts'
export { lireBrouillon } from './taches.ts'
