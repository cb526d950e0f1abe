/**
 * Décret: who may do what, on a dossier, in a séance, on a lauréat, in a structure, on the money of a call, on a delegation, on a signature: one table by object, one vocabulary of places, one question. Owns no table of the database.
 */

export { type ActeSur, peut, peutUnJour } from './decret.rules.ts'
export { aEteDepose, ETATS, ETATS_INSTRUITS, type Etat, type EtatInstruit } from './dossier.rules.ts'
export type { Place } from './droit.rules.ts'
export { ETAPES_SUIVI, type EtapeSuivi } from './laureat.rules.ts'
export { peutOuvrir, peutRemplir, relation } from './projet.rules.ts'
export { ETATS_SEANCE, type EtatSeance } from './seance.rules.ts'
