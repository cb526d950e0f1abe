import { router } from '../../http.ts'
export const instructionRoutes = () => router()
