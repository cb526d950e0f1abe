/**
 * Dépôt: filing, its receipt, opening again before the closing, withdrawing, giving up. Owns `depot`, `verdict` and the filed rows as typed tables.
 * Invariant: a dossier is filed once, in time, with nothing that blocks; what was filed never changes, and its SHA-256 proves it.
 */

export { abandonnerDossier } from './abandonner.ts'
export { accuseDEssai, depotDEssai } from './accuse-d-essai.ts'
export { servirAccuse } from './accuse-servir.ts'
export { type Depose, deposerDossier, ecrireDepot, refusDe } from './deposer.ts'
export { refermerPourInstruire, revenirAuDepot } from './refermer.ts'
export { retirerDossier } from './retirer.ts'
export { rouvrirDossier } from './rouvrir.ts'
