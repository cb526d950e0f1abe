import { router } from '../../http.ts'
export const devRoutes = () => router()
