/**
 * Instruction: what the référents read of the filed dossiers. Owns `instruction` and what surrounds it (migration 0007).
 * Invariant: a reader's perimeter is in the query itself; a dossier outside it does not exist for them.
 */
export { rappelerComplements } from './complements/rappeler.ts'
export { jouerActe, relancerActes } from './groupe/jouer.ts'
export { TACHE_ACTE } from './groupe/lancer.ts'
export { instructionRoutes } from './instruction.routes.tsx'
export { type DemandeMessage, ecrire } from './messages/ecrire.ts'
export { prevenirService } from './messages/prevenir-service.ts'
export { type Releve, releverVagues } from './releve/relever.ts'
