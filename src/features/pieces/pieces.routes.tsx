import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { produireBudget } from '../budget/index.ts'
import { pageRefusPiece } from '../mon-dossier/index.ts'
import { envoisRoutes } from './envois/envois.routes.ts'
import type { PieceOuverte } from './joindre-piece.ts'
import { joindreEnsemble, recevoirEnsemble } from './photos/ensemble.routes.ts'
import { montrerPages, ranger } from './photos/pages.routes.tsx'
import { trouverPiece } from './pieces.queries.ts'
import { messagePiece } from './pieces.rules.ts'
import { servirPiece } from './pieces-servir.ts'
import { retirerPiece } from './retirer-piece.ts'
import { versPiece } from './vers-piece.ts'

/** Files of a dossier, for members of its structure: send one, withdraw one, get one back. */
export function piecesRoutes() {
  const app = router()
  app.post(paths.dossiers.pieces, exigeCompte, joindreEnsemble)
  app.get(paths.dossiers.pagesPiece, exigeCompte, montrerPages)
  app.post(paths.dossiers.pagesPiece, exigeCompte, ranger)
  app.post(paths.dossiers.retraitPiece, exigeCompte, retirer)
  app.post(paths.dossiers.production, exigeCompte, produire)
  app.get(paths.dossiers.piece, exigeCompte, telecharger)
  app.et(envoisRoutes())
  return app
}

async function retirer(c: Ctx<'id' | 'code' | 'piece'>) {
  const [dossierId, code] = [param(c, 'id'), param(c, 'code')]
  const r = await retirerPiece(ctxActeur(c), { dossierId, code, id: param(c, 'piece') })
  if (r.ok) return versEtape(c, r.value)
  return r.error.kind === 'introuvable' ? c.notFound() : pageRefusPiece(c, dossierId, code, messagePiece(r.error))
}

/** Its button sends what is chosen beside it first: nothing that was picked is lost by making another file. */
async function produire(c: Ctx<'id' | 'code'>) {
  const recu = c.req.header('content-type')?.startsWith('multipart/') ? await recevoirEnsemble(c) : undefined
  if (recu instanceof Response) return recu
  const { stockage, config } = c.var.deps
  const ou = { dossierId: param(c, 'id'), code: param(c, 'code') }
  const r = await produireBudget(ctxActeur(c), { stockage, guichet: config.guichet, demonstration: config.demonstration }, ou)
  if (r.ok) return c.redirect(`${paths.dossiers.etape(ou.dossierId, r.value.etape)}#piece-${ou.code}`, 303)
  if (r.error.kind === 'introuvable') return c.notFound()
  return pageRefusPiece(c, ou.dossierId, ou.code, r.error.kind === 'plan_incomplet' ? PLAN_INCOMPLET : messagePiece(r.error))
}
const PLAN_INCOMPLET = 'Votre plan de financement n’a pas encore de total. Complétez-le, puis produisez le budget.'

async function telecharger(c: Ctx<'id' | 'code' | 'piece'>) {
  const ctx = ctxActeur(c)
  const qui = { dossierId: param(c, 'id'), code: param(c, 'code'), id: param(c, 'piece') }
  const piece = await enTransaction(ctx, tx => trouverPiece(tx, ctx, qui))
  return piece ? servirPiece(c, c.var.deps.stockage, piece, { inline: c.req.query('voir') === '1' }) : c.notFound()
}

const versEtape = (c: Ctx, ouverte: PieceOuverte) => c.redirect(versPiece(ouverte), 303)
