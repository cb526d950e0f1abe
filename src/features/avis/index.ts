/**
 * Avis: the opinions of somebody from outside, asked by a link of limited life that shows chosen parts of a dossier: those that the call asks for, with the weight and the
 * silence that it says (ADR 0035), and those that the service asks for by itself. Owns `avis`. Invariant: an opinion that was given never changes, and what its call says it is worth is
 * kept with its request.
 */

export { attestationPdf } from './attestation.ts'
export { ligneDeFiche, motEnFeuille, prescriptionsDe, visasDe } from './avis.mots.ts'
export { type Avis, avisDe } from './avis.queries.ts'
export { type EtatAvis, empechementsDe, etatAvis, obstaclesDesAvis } from './avis.rules.ts'
export { constaterSilences } from './constater.ts'
export { demanderAvisDus } from './demander-dus.ts'
export { type AvisLu, avisDuDossier, lireAvis } from './lire-avis.ts'
export { phraseAvisDu, resteADemander } from './phrases.ts'
export { relancerAttendus } from './relancer.ts'
