/**
 * How often something may be tried or sent. Owns `limite_acte`. Invariant: a try is counted before it is made, by one statement of the database, so that a hundred at
 * once are a hundred; whoever is refused writes nothing.
 */
export { compter, type Limite, oublier } from './compter.ts'
