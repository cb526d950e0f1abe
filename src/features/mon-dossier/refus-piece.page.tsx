import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { modifiable } from '../delais/index.ts'
import { trouverDossier } from '../dossiers/index.ts'
import { lireRegles } from '../examen/index.ts'
import { pageEtape } from './etape.page.tsx'
import { pageNeChangePlus } from './ne-change-plus.page.tsx'

/** The step of the pieces again, as a 422, with the sentence of a refused file beside its field; a dossier that no longer changes shows its own page. */
export async function pageRefusPiece(c: Ctx, dossierId: string, code: string, message: string): Promise<Response> {
  const d = await enTransaction(c.var.ctx, tx => trouverDossier(tx, c.var.ctx, dossierId))
  if (!d) return c.notFound() as Response
  if (!modifiable(d, c.var.ctx.instant)) return pageNeChangePlus(c, d, { titre: 'Pièces', message })
  const etape = lireRegles(d, c.var.ctx.instant).formulaire.etapes.find(e => e.blocs.includes('pieces'))
  return etape ? c.html(pageEtape(c, d, etape, { piece: { code, message } }), 422) : (c.notFound() as Response)
}
