/**
 * Agents: who holds which role, for which calls, départements and volets; who signs, and as what. Owns `role`, `perimetre`, `signataire`.
 * Invariant: a role opens the calls that it was given for; a call that comes later is nobody's until it is given to somebody.
 */

export { personnesDe } from './agents.queries.ts'
export { type Couverture, couvertureDe, membresDesInstances } from './couverture.rules.ts'
export { commencerFonction, type SaisieFonction } from './fonctions.ts'
export { TableauCouverture, Trous } from './personnes.view.tsx'
export { donnerPortees } from './portees.ts'
export { direSignataire, nomDuSignataire } from './signataires.mots.ts'
export { fonctionsDe, type Signataire, signatairesDe, signatairesParId, surLAppel } from './signataires.queries.ts'
export { SansSignataire } from './signataires.view.tsx'
