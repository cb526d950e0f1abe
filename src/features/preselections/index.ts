/**
 * Présélections: what the service answers to the intentions of a call in two temps, both sides: saved one by one, told all at once, which opens the second form to those
 * who passed. Owns `preselection`.
 * Invariants: nobody outside reads an answer before all are told; a refusal has its reason, its letter and whoever signed it; what was told never changes.
 */

export { lettreAnnonce } from './lettre-annonce.ts'
export { Annoncee } from './porteur/annonce.view.tsx'
export { pageSecondTemps } from './porteur/second-temps.page.tsx'
export { type AnnonceLue, annonceDe } from './preselections.queries.ts'
export { annoncer } from './service/annoncer.ts'
export { repondre } from './service/repondre.ts'
