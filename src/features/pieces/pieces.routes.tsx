import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import type { Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { produireBudget } from '../budget/index.ts'
import { type FichierRecu, messageFichier, recevoirFichier } from '../fichiers/index.ts'
import { pageRefusPiece } from '../mon-dossier/index.ts'
import { envoisRoutes } from './envois/envois.routes.ts'
import { versPiece } from './envois/vers-piece.ts'
import { fluxRequete } from './flux-requete.ts'
import { joindrePiece, type PieceOuverte, pieceOuverte } from './joindre-piece.ts'
import { noterInfection } from './noter-infection.ts'
import { trouverPiece } from './pieces.queries.ts'
import { messagePiece, type RefusPiece } from './pieces.rules.ts'
import { servirPiece } from './pieces-servir.ts'
import { retirerPiece } from './retirer-piece.ts'

/** Files of a dossier, for members of its structure: send one, withdraw one, get one back. */
export function piecesRoutes() {
  const app = router()
  app.post(paths.dossiers.pieces, exigeCompte, joindre)
  app.post(paths.dossiers.retraitPiece, exigeCompte, retirer)
  app.post(paths.dossiers.production, exigeCompte, produire)
  app.get(paths.dossiers.piece, exigeCompte, telecharger)
  app.et(envoisRoutes())
  return app
}

async function joindre(c: Ctx<'id' | 'code'>) {
  const ctx = ctxActeur(c)
  const { stockage, config } = c.var.deps
  const [dossierId, code] = [param(c, 'id'), param(c, 'code')]
  const refuser = (r: RefusPiece) => (r.kind === 'introuvable' ? c.notFound() : pageRefusPiece(c, dossierId, code, messagePiece(r)))
  const ouverte = await enTransaction(ctx, tx => pieceOuverte(tx, ctx, 'joindre', { dossierId, code }))
  if (!ouverte.ok) return refuser(ouverte.error)
  const { formats } = ouverte.value.piece
  const recu = await recevoirFichier({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, {
    instant: ctx.instant,
    formats,
    clamd: config.CLAMD,
  })
  if (!recu.ok && recu.error.kind === 'infecte') await noterInfection(ctx, { dossierId, code, fichier: recu.error })
  if (!recu.ok) return pageRefusPiece(c, dossierId, code, messageFichier(recu.error, { formats }))
  const jointe = await garder(
    recu.value,
    cle => stockage.supprimer(cle),
    () => joindrePiece(ctx, dossierId, code, recu.value),
  )
  return jointe.ok ? versEtape(c, ouverte.value) : refuser(jointe.error)
}

/** Does the act that takes charge of received bytes; they go if it does not take them. */
async function garder<E>({ cle }: FichierRecu, oublier: (cle: string) => Promise<void>, acte: () => Promise<Result<{ deja: boolean }, E>>) {
  try {
    const r = await acte()
    if (!r.ok || r.value.deja) await oublier(cle)
    return r
  } catch (e) {
    await oublier(cle)
    throw e
  }
}

async function retirer(c: Ctx<'id' | 'code' | 'piece'>) {
  const [dossierId, code] = [param(c, 'id'), param(c, 'code')]
  const r = await retirerPiece(ctxActeur(c), { dossierId, code, id: param(c, 'piece') })
  if (r.ok) return versEtape(c, r.value)
  return r.error.kind === 'introuvable' ? c.notFound() : pageRefusPiece(c, dossierId, code, messagePiece(r.error))
}

async function produire(c: Ctx<'id' | 'code'>) {
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
