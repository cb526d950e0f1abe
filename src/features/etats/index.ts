/**
 * États: the words of a dossier’s states, and where the follow-up of a lauréat stands. Owns no table.
 */

export { ATTENTE_PORTEUR, ATTENTE_SERVICE, type AttenteStructure, attenteStructure } from './attente.rules.ts'
export { DECLAREE, faitsStructure, MOTS_ETAPE, motEtat, motRetenu, type StructureDuDossier } from './etats.mots.ts'
export { DITE, etapeDuSuivi, porteurDeclare } from './etats.queries.ts'
