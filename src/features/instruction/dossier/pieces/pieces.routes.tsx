import { type Ctx, ctxActeur, param, router } from '../../../../http.ts'
import { paths } from '../../../../paths.ts'
import { noterConsultation } from '../../../consultations/index.ts'
import type { Dossier, PieceJointe } from '../../../dossiers/index.ts'
import { pieceDuDossier, piecesLues, servirPiece } from '../../../pieces/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../../service/index.ts'
import { lireCadre } from '../../lire-cadre.ts'
import { lireDossierInstruit } from '../../lire-dossier.ts'
import { lirePanneau } from '../lire-panneau.ts'
import { LecturePage } from './lecture.view.tsx'

/** The pieces of a filed dossier: the bytes, and the page that shows them beside the panel. */
export const piecesInstruitesRoutes = () =>
  router()
    .get(paths.instruction.piece, exigeInstructeur, async c => {
      const piece = await dansLePerimetre(c, tx => pieceDuDossier(tx, c.var.ctx.guichetId, param(c, 'id'), param(c, 'piece')))
      const options = { inline: c.req.query('voir') === '1', cadre: true }
      if (!piece) return c.notFound()
      await noterConsultation(ctxActeur(c), param(c, 'id'), piece.id)
      return servirPiece(c, c.var.deps.stockage, piece, options)
    })
    .get(paths.instruction.lecture, exigeInstructeur, pageLecture)

async function pageLecture(c: Ctx<'id' | 'piece'>) {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const { dossier_id: id } = lu.ligne
    const piece = (await piecesLues(tx, ctx.guichetId, id)).find(p => p.id === param(c, 'piece'))
    if (!piece) return undefined
    const cadre = await lireCadre(tx, ctx, lu)
    const dossier = await lireDossierInstruit(tx, ctx.guichetId, id)
    const etape = dossier.lecture.formulaire.etapes.find(e => e.blocs.includes('pieces'))
    return (
      <LecturePage
        site={c.var.site}
        cadre={cadre}
        piece={piece}
        pieces={dansLOrdre(dossier.dossier)}
        appel={cadre.appel}
        retour={`${paths.instruction.dossier(id)}${etape ? `#relire-${etape.code}` : ''}`}
        panneau={await lirePanneau(tx, ctx, lu, { cadre, dossier })}
      />
    )
  })
  if (!page) return c.notFound()
  await noterConsultation(ctx, param(c, 'id'), param(c, 'piece'))
  return c.html(page)
}

/** The files of the last filing as the page of the dossier lists them: piece by piece, in the order of the call. */
const dansLOrdre = ({ pieces, version }: Dossier): PieceJointe[] =>
  version.appel.pieces.flatMap(attendue => pieces.filter(p => p.code === attendue.code))
