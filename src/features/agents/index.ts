/**
 * Agents: who holds which role, for which calls, départements and volets. Owns `role`, `perimetre`.
 * Invariant: a role opens the calls that it was given for; a call that comes later is nobody's until it is given to somebody.
 */

export { personnesDe } from './agents.queries.ts'
export { type Couverture, couvertureDe } from './couverture.rules.ts'
export { TableauCouverture, Trous } from './personnes.view.tsx'
export { donnerPortees } from './portees.ts'
