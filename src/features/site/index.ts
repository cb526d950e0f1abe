import { router } from '../../http.ts'
export const siteRoutes = () => router()
