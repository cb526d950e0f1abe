import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { modifiable } from '../delais/index.ts'
import { trouverDossier } from '../dossiers/index.ts'
import { lireRegles } from '../examen/index.ts'
import { pageEtape } from './etape.page.tsx'
import { pageNeChangePlus } from './ne-change-plus.page.tsx'

/** The step of the pieces again, as a 422, with the sentence of a refused file beside its field; a dossier that no longer changes shows its own page. */
export const pageRefusPiece = (c: Ctx, dossierId: string, code: string, message: string) =>
  pageRefusPieces(c, dossierId, [{ code, message }])

/** The same for several, each beside its own. */
export async function pageRefusPieces(c: Ctx, dossierId: string, refus: readonly { code: string; message: string }[]): Promise<Response> {
  const d = await enTransaction(c.var.ctx, tx => trouverDossier(tx, c.var.ctx, dossierId))
  if (!d) return c.notFound() as Response
  if (!modifiable(d, c.var.ctx.instant))
    return pageNeChangePlus(c, d, { titre: 'Pièces', ...(refus[0] ? { message: refus[0].message } : {}) })
  const etape = lireRegles(d, c.var.ctx.instant).formulaire.etapes.find(e => e.blocs.includes('pieces'))
  return etape ? c.html(pageEtape(c, d, etape, { pieces: refus }), 422) : (c.notFound() as Response)
}
