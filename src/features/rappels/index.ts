/**
 * Rappels: mails before a closing to whoever has not filed. Owns `rappel`.
 */

export { envoyerRappels } from './envoyer-rappels.ts'
export { JOURS_USUELS, rappelDu } from './rappels.rules.ts'
