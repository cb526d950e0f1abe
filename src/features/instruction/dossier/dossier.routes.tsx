import { type Ctx, ctxActeur, param, router, UUID } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { pieceDuDossier, servirAccuse, servirPiece } from '../../dossiers/index.ts'
import { dansLePerimetre, exigeInstructeur, ID } from './dans-le-perimetre.ts'
import { DossierPage } from './dossier.view.tsx'
import { lireCadre } from './lire-cadre.ts'
import { lireDossierInstruit } from './lire-dossier.ts'

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

async function pageDossier(c: Ctx) {
  const lu = await dansLePerimetre(c, async (tx, instruit) => ({
    cadre: await lireCadre(tx, ctxActeur(c), instruit),
    dossier: await lireDossierInstruit(tx, c.var.ctx.guichetId, param(c, 'id')),
  }))
  return lu?.dossier ? c.html(<DossierPage site={c.var.site} cadre={lu.cadre} dossier={lu.dossier} />) : c.notFound()
}
