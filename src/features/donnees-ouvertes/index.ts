/**
 * Open data: what was decided and told, and the calls themselves, as files that machines and citizens read. Owns no table. Invariant: nothing is
 * told here that the lauréats' page does not tell, and the amounts add up to the same cent.
 */
export { donneesOuvertesRoutes } from './donnees.routes.tsx'
