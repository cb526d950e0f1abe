import { type Ctx, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { servirAccuse } from '../../depot/index.ts'
import { dansLePerimetre, exigeInstructeur, ID } from '../../service/index.ts'
import { pageDossier } from './page-dossier.tsx'

/** What is read of one filed dossier. Each page asks for it within the reader's perimeter first: outside it, 404. */
export const dossierRoutes = () =>
  router()
    .get(paths.instruction.dossier(ID), exigeInstructeur, c => pageDossier(c as Ctx))
    .get(paths.instruction.accuse(ID), exigeInstructeur, async c =>
      (await dansLePerimetre(c as Ctx, async () => true)) ? servirAccuse(c as Ctx, param(c, 'id')) : c.notFound(),
    )
