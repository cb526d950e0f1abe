import { type Deps, router } from '../../http.ts'
export { jetonDeSession, lireActeur } from './session.ts'
export const comptesRoutes = (_d: Deps) => router()
