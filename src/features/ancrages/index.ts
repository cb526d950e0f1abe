/**
 * The head of the journal, kept once a day, published and mailed. Owns `journal_ancrage`. Invariant: an anchor is never changed, and its rank and digest are
 * those that the database had sealed. What it proves, and what it does not: SECURITY.md.
 */

export { ancragesDe } from './ancrages.queries.ts'
export { ancrerJournal } from './ancrer.ts'
