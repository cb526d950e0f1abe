/**
 * Administration: what the administrator of the guichet does with calls (add a version, read it as the public will, publish it). Owns no table.
 * Invariant: every page here is for the role `administrateur` alone; for others it does not exist.
 */
export { administrationRoutes } from './administration.routes.tsx'
