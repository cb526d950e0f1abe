/**
 * Temps: a call in two stages, an intention then the full dossier of those who were preselected, read as one call a stage. Owns no table. Pure.
 * Invariant: a call without `phases` is the same object at every temps.
 */

export { avantLe, tempsEnMots } from './temps.mots.ts'
export { auTemps, cheminDuSecond, separerLesTemps, titreDuTemps } from './temps.rules.ts'
