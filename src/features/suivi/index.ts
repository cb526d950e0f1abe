/**
 * Suivi: what becomes of an aid once its letter is sent, until the last payment (C5.10). Owns `suivi`, `acte`, `avenant`, `versement`, `bilan` and
 * its rows (`bilan_jalon`, `bilan_indicateur`, `bilan_piece`, `bilan_depot`, `bilan_rappel`), `commande`,
 * `commande_compte`; `scan`, `scan_fichier`, `scan_page`, `scan_acte`.
 * Invariants: a lauréat owes one bilan a period, no more; what was filed never changes, its SHA-256 proves it; payments never exceed the aid.
 */

export { arretes } from './actes/avec-la-lettre.ts'
export { etablirActe } from './actes/etablir.ts'
export { USUELS } from './actes/modeles-usuels.ts'
export { type ARediger, rediger } from './actes/rediger.ts'
export { deposerSigne } from './actes/signer.ts'
export { attentesDuSuivi } from './attentes.ts'
export type { CommandeLue } from './bilans/commandes/commande.rules.ts'
export { importerCommandes } from './bilans/commandes/importer-commandes.ts'
export { deposerBilan } from './bilans/deposer-bilan.ts'
export { bilansParEmpreinte } from './bilans/depots.queries.ts'
export { decisionsNeuves } from './decisions-neuves.ts'
export { finDe } from './fin.rules.ts'
export { lireBilan as jugerBilan } from './lecture/lire-bilan.ts'
export { ouvrirSuivi } from './ouvrir.ts'
export { ouvrirSuivisManquants } from './ouvrir-manquants.ts'
export { TACHE_SCAN } from './scans/deposer-scan.ts'
export { jouerScan } from './scans/lire-scan.ts'
export { JOURS_GARDES } from './scans/scan.rules.ts'
export { tenirScans } from './scans/supprimer-scan.ts'
export { tenirSuivi } from './tenir-suivi.ts'
export { versementsDuProjet } from './versements/abandonner.ts'
export { constaterVersement } from './versements/constater.ts'
export { ordonnerVersement } from './versements/ordonner.ts'
export { ordonnerAvance } from './versements/ordonner-avance.ts'
