/**
 * Tâches: what waits for somebody of a structure, with its delay. Owns no table.
 */

export { attentesDe, delaiDe, EN_RETARD, SANS_TITRE, type TacheAttendue, type TacheEspace } from './taches.ts'
export { ListeTaches } from './taches.view.tsx'
