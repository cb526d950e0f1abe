/**
 * Abonnements: whoever follows a call is told by mail what happens to it. Owns `abonnement`, `nouvelle`.
 * Invariant: nothing is written to an address that did not confirm from its own mailbox, and nothing after it said stop: its mails that have not left go with it.
 */

export { abonnementsDe, effacerAbonnements } from './abonnements.queries.ts'
export { annoncerNouvelle, retirerNouvelles } from './annoncer.ts'
export { envoyerNouvelles } from './envoyer-nouvelles.ts'
export { GARDE_A_CONFIRMER_JOURS, GARDE_APRES_FIN_MOIS } from './garde.rules.ts'
export { perimerAbonnements } from './perimer.ts'
