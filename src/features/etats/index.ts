/**
 * États: the states of a dossier, who may do what in each (the decree), and the words of both; where the follow-up of a lauréat stands. Owns no table.
 */

export { etapeDuSuivi } from './etapes-suivi.queries.ts'
export type { EtapeSuivi } from './etapes-suivi.ts'
export { ETAPES_SUIVI, MOTS_ETAPE, motRetenu } from './etapes-suivi.ts'
export type { Acte, Etat } from './etats.rules.ts'
export { aEteDepose, peut, peutOuvrir, peutRemplir, relation } from './etats.rules.ts'
export type { StructureDuDossier } from './mots.ts'
export { faitsStructure, motEtat } from './mots.ts'
