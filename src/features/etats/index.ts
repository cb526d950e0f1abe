/**
 * États: the words of a dossier’s states, and where the follow-up of a lauréat stands. Owns no table.
 */

export { faitsStructure, MOTS_ETAPE, motEtat, motRetenu, type StructureDuDossier } from './etats.mots.ts'
export { etapeDuSuivi } from './etats.queries.ts'
