/**
 * Rights over one's data: export, erasure on request, retention with its notices, archive of a call. Owns `preavis`, `emport` and the column `dossier.efface_le`.
 * Invariant: nothing is erased without having been announced or asked; what a legal duty keeps stays.
 */
import { router } from '../../http.ts'
import { archiveRoutes } from './archive/archive.routes.tsx'
import { droitsRoutes } from './conservation.routes.tsx'

export { conserver } from './retention/conserver.ts'

export const conservationRoutes = () => router().route('/', droitsRoutes()).route('/', archiveRoutes())
