import { router } from '../../http.ts'
export const structuresRoutes = () => router()
