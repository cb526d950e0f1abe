/**
 * Open data: what was notified, as files for machines. Owns no table. Invariant: a file says what the rows say, and its addresses are stable.
 */
export { lignePrevue } from './subventions.ts'
