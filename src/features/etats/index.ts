/**
 * États: the words of a dossier’s states, and where the follow-up of a lauréat stands. Owns no table.
 */

export { etapeDuSuivi } from './etapes-suivi.queries.ts'
export { MOTS_ETAPE, motRetenu } from './etapes-suivi.ts'
export { faitsStructure, motEtat, type StructureDuDossier } from './etats.mots.ts'
