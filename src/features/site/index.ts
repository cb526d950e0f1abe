/**
 * Site: the home page, help, legal pages and the health of the program. Owns no table.
 * Invariant: what these pages say of the deployment comes from its configuration, and their figures from the data; nothing is invented.
 */
import { uneFois } from '../../lib/une-fois.ts'
import { mentionDe } from './rgaa.rules.ts'
import { evaluation } from './rgaa.ts'

/** « partiellement conforme »: what every page says of its accessibility. */
export const mentionAccessibilite = uneFois(() => mentionDe(evaluation().criteres))
export { baseRepond } from './site.queries.ts'
