import { router } from '../../http.ts'
export { importerReferentiel } from './importer-referentiel.ts'
export const structuresRoutes = () => router()
