/**
 * Agents: who holds which role, for which calls, départements and volets; who signs, and as what. Owns `role`, `perimetre`, `signataire`, `agent`, `invitation_agent`, `vue_comme`.
 * Invariant: a role opens the calls that it was given for; a call that comes later is nobody's until it is given to somebody. Somebody administers the guichet, always.
 * `guichet` holds everybody who works there, whatever the call, and how they are asked to; `vue`, what an administrateur may see of the pages of another.
 */

export { personnesEnExercice } from './agents.queries.ts'
export { type Couverture, couvertureDe, membresDesInstances } from './couverture.rules.ts'
export { commencerFonction, type SaisieFonction } from './fonctions.ts'
export { ceQueLeGuichetGarde, oublierAgent } from './guichet/oublier-agent.ts'
export { perimerInvitations } from './guichet/perimer-invitations.ts'
export { TableauCouverture, Trous } from './personnes.view.tsx'
export { donnerPortees } from './portees.ts'
export { direSignataire, nomDuSignataire } from './signataires.mots.ts'
export { fonctionsDe, type Signataire, signatairesDe, signatairesParId, surLAppel } from './signataires.queries.ts'
export { SansSignataire } from './signataires.view.tsx'
export { finirVuesPassees } from './vue/finir.ts'
export { enLectureSeule, garderVue, VueFermeePage } from './vue/garde.tsx'
export { suivreVue } from './vue/suivre.ts'
