/**
 * Messages: what a project and the service write to each other about a dossier. Owns `message`, `message_piece` and `message_lu`; both sides stand here, that of the service in `service`.
 */

export { ecrireAuService } from './ecrire-au-service.ts'
export { nonLus, nonLusParDossier } from './fil.queries.ts'
export { adressesDuProjet } from './inscrire.ts'
export { mesEchanges, nonLusDeLaSession } from './mes-echanges.queries.ts'
export { MESSAGE_MAX, motNonLus, phraseTexteMessage, refusTexteMessage } from './message.rules.ts'
export { listerMessages } from './messages.queries.ts'
export type { DerniersProps } from './messages.view.tsx'
export { DerniersMessages } from './messages.view.tsx'
export { ecrire } from './service/ecrire.ts'
