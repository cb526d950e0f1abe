import { type Deps, router } from '../../http.ts'
export const demoRoutes = (_d: Deps) => router()
export const installerDemonstration = async (_d: unknown) => {}
