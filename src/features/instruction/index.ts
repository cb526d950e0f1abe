/**
 * Instruction: what the référents read of the filed dossiers. Owns no table yet.
 * Invariant: a reader's perimeter is in the query itself; a dossier outside it does not exist for them.
 */
export { instructionRoutes } from './instruction.routes.tsx'
