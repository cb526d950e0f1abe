/**
 * Administration: what the administrator of the guichet does with calls (add a version, read it as the public will, publish it), and the later
 * closings that they grant to one dossier. Owns no table. Invariant: every page here is for the role `administrateur` alone; for others it does
 * not exist.
 */
import { router } from '../../http.ts'
import { appelsAdminRoutes } from './administration.routes.tsx'
import { derogationsRoutes } from './derogations.routes.tsx'

export const administrationRoutes = () => router().route('/', appelsAdminRoutes()).route('/', derogationsRoutes())
