import { router } from '../../http.ts'
export const dossiersRoutes = () => router()
