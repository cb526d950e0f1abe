/**
 * Antécédents: what the guichet knows of the other dossiers of a porteur, as the rules of a call may read it (`recevabilite`, `AutresDossiers`). Owns no table.
 * Invariant: it is read for the structure itself and for nobody else, and never says a decision that was not told.
 */

export { avecAutresDossiers, verrouillerAutresDossiers } from './antecedents.queries.ts'
export { type PlaceMinimis, phraseMinimis, placeMinimis, retenueMinimis } from './minimis.queries.ts'
