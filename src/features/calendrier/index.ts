/**
 * Calendrier: when a call may be answered, and when what was filed is taken up: its periods, its relevés, what presses. Owns no table. Pure: the instant is given.
 * Invariant: no relevé comes before the end of what it collects.
 */

export { finEnMots, rythmeEnMots } from './continu.mots.ts'
export { instruitAuDepot, periodeDuDepot, releveDuDepot, vagueDuDepot } from './depot.rules.ts'
export { quandEnBref, quandEnMots, RIEN_NE_PRESSE, releveEnMots, resteOuvertEnMots, sansDepotEnMots } from './quand.mots.ts'
export { type Quand, quandDeposer } from './quand.rules.ts'
export { prochainsReleves, relevesPasses } from './releves.rules.ts'
export { reponseApres, reponseAvant } from './reponse.rules.ts'
