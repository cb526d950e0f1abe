import { router } from '../../http.ts'
export const administrationRoutes = () => router()
