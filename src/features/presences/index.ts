/**
 * Présences: who has a dossier or a draft of a call open, and which part of it. Owns `presence` and `presence_brouillon`. Invariant: not an act: gone in a minute, and the journal
 * does not speak of it.
 */

export { noterPresence, presents } from './presences.queries.ts'
