import { enTransaction, nouvelId } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { produireBudget } from '../budget/index.ts'
import { messageFichier, recevoirFormulaire } from '../fichiers/index.ts'
import { pageRefusPiece } from '../mon-dossier/index.ts'
import { envoisRoutes } from './envois/envois.routes.ts'
import { fluxRequete } from './flux-requete.ts'
import { type PieceOuverte, pieceOuverte } from './joindre-piece.ts'
import { noterInfection } from './noter-infection.ts'
import { joindreEnsemble, recevoirEnsemble } from './photos/ensemble.routes.ts'
import { montrerPages, ranger } from './photos/pages.routes.tsx'
import { prendre } from './photos/prendre.ts'
import { trouverPiece } from './pieces.queries.ts'
import { devientUnePage, FICHIERS_PAR_ENVOI, formatsRecus, messagePiece, type RefusPiece } from './pieces.rules.ts'
import { servirPiece } from './pieces-servir.ts'
import { retirerPiece } from './retirer-piece.ts'
import { versPiece } from './vers-piece.ts'

/** Files of a dossier, for members of its structure: send one, withdraw one, get one back. */
export function piecesRoutes() {
  const app = router()
  app.post(paths.dossiers.pieces, exigeCompte, joindre)
  app.post(paths.dossiers.ensemblePieces, exigeCompte, joindreEnsemble)
  app.get(paths.dossiers.pagesPiece, exigeCompte, montrerPages)
  app.post(paths.dossiers.pagesPiece, exigeCompte, ranger)
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
  const { piece } = ouverte.value
  const formats = formatsRecus(piece)
  const { fichiers } = await recevoirFormulaire({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, {
    instant: ctx.instant,
    formats,
    clamd: config.CLAMD,
    nombre: FICHIERS_PAR_ENVOI,
  })
  if (!fichiers.ok && fichiers.error.kind === 'infecte') await noterInfection(ctx, { dossierId, code, fichier: fichiers.error })
  if (!fichiers.ok) return pageRefusPiece(c, dossierId, code, messageFichier(fichiers.error, { formats }))
  if (fichiers.value.length === 0) return pageRefusPiece(c, dossierId, code, messageFichier({ kind: 'absent' }, { formats }))
  const seuls = piece.plusieurs || fichiers.value.length === 1 || fichiers.value.every(f => devientUnePage(piece, f.type))
  const lot = nouvelId()
  const restent = [...fichiers.value]
  try {
    if (!seuls) return await pageRefusPiece(c, dossierId, code, messageFichier({ kind: 'plusieurs' }, { formats }))
    for (let recu = restent.shift(); recu; recu = restent.shift()) {
      const prise = await prendre(ctx, { stockage }, { dossierId, code }, { piece, recu, lot })
      if (!prise.ok) return refuser(prise.error)
    }
  } finally {
    for (const { cle } of restent) await stockage.supprimer(cle)
  }
  return versEtape(c, ouverte.value)
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
