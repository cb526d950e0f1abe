import { param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { servirAccuse } from '../../depot/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { pageDossier } from './dossier.page.tsx'

/** What is read of one filed dossier. Each page asks for it within the reader's perimeter first: outside it, 404. */
export const dossierRoutes = () =>
  router()
    .get(paths.instruction.dossier, exigeInstructeur, pageDossier)
    .get(paths.instruction.accuse, exigeInstructeur, async c =>
      (await dansLePerimetre(c, async () => true))
        ? servirAccuse(c, param(c, 'id'), { temps: c.req.query('temps') === '1' ? 1 : undefined })
        : c.notFound(),
    )
