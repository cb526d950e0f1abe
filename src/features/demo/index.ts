/**
 * Demonstration: personas, the clock, the mailbox and the invented dossiers. Owns no table: its data is the file of `demonstration/` and it acts
 * only through the other features' acts. In production none of it is mounted.
 */
export { installerDemonstration } from './installer.ts'
export { jouerSuite, TACHE_SUITE } from './suite/jouer-suite.ts'
