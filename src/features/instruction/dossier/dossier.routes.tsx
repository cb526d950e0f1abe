import { type Ctx, param, router, UUID } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { pieceDuDossier, servirAccuse, servirPiece } from '../../dossiers/index.ts'
import { dansLePerimetre, exigeInstructeur, ID } from './dans-le-perimetre.ts'
import { pageDossier } from './page-dossier.tsx'

/** What is read of one filed dossier. Each page asks for it within the reader's perimeter first: outside it, 404. */
export const dossierRoutes = () =>
  router()
    .get(paths.instruction.dossier(ID), exigeInstructeur, c => pageDossier(c as Ctx))
    .get(paths.instruction.piece(ID, `:piece{${UUID}}`), exigeInstructeur, async c => {
      const piece = await dansLePerimetre(c as Ctx, tx => pieceDuDossier(tx, c.var.ctx.guichetId, param(c, 'id'), param(c, 'piece')))
      return piece ? servirPiece(c as Ctx, c.var.deps.stockage, piece, { inline: c.req.query('voir') === '1' }) : c.notFound()
    })
    .get(paths.instruction.accuse(ID), exigeInstructeur, async c =>
      (await dansLePerimetre(c as Ctx, async () => true)) ? servirAccuse(c as Ctx, param(c, 'id')) : c.notFound(),
    )
