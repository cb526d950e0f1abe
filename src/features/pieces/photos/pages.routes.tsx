import { confierPhoto } from '../../../atelier/photos.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { teteDe } from '../../cadre/index.ts'
import { modifiable } from '../../delais/index.ts'
import { trouverDossier } from '../../dossiers/index.ts'
import { pieceOuverte } from '../joindre-piece.ts'
import { trouverPiece } from '../pieces.queries.ts'
import { messagePiece, type RefusPiece } from '../pieces.rules.ts'
import { versPiece } from '../vers-piece.ts'
import { lireEntier } from './lire-entier.ts'
import { lireGeste, rangees } from './pages.rules.ts'
import { PagesPage } from './pages.view.tsx'
import { rangerPages } from './ranger-pages.ts'

type C = Ctx<'id' | 'code' | 'piece'>
const ou = (c: C) => ({ dossierId: param(c, 'id'), code: param(c, 'code'), id: param(c, 'piece') })

/** The pages of a file made of photographs, to read them again and put them in order. */
export const montrerPages = (c: C) => pagePages(c)

async function pagePages(c: C, refus?: RefusPiece): Promise<Response> {
  const ctx = ctxActeur(c)
  const p = ou(c)
  const lu = await enTransaction(ctx, async tx => {
    const [dossier, piece] = [await trouverDossier(tx, ctx, p.dossierId), await trouverPiece(tx, ctx, p)]
    const ouverte = await pieceOuverte(tx, ctx, 'joindre', p)
    return { dossier, piece, ouverte }
  })
  if (!lu.dossier || !lu.piece?.photos || (!lu.ouverte.ok && lu.ouverte.error.kind === 'introuvable')) return c.notFound() as Response
  if (!lu.ouverte.ok || !modifiable(lu.dossier, ctx.instant)) return c.redirect(paths.dossiers.voir(p.dossierId), 303)
  const { stockage } = c.var.deps
  const pdf = await lireEntier(stockage, lu.piece.cle)
  const vues = await confierPhoto('vignettes', { pdf }, { pour: ctx.acteur.compteId })
  return c.html(
    <PagesPage
      site={c.var.site}
      tete={teteDe(c, lu.dossier)}
      piece={lu.ouverte.value.piece}
      fichier={lu.piece}
      vues={vues.ok ? vues.value : undefined}
      retour={versPiece(lu.ouverte.value)}
      erreur={refus && messagePiece(refus)}
    />,
    refus ? (refus.kind === 'pages_changees' ? 409 : 422) : 200,
  ) as Response
}

/** One press moves, turns or withdraws a page. */
export async function ranger(c: C) {
  const p = ou(c)
  const ctx = ctxActeur(c)
  const corps = await c.req.parseBody()
  const piece = await enTransaction(ctx, tx => trouverPiece(tx, ctx, p))
  if (!piece?.photos) return c.notFound()
  const geste = lireGeste(String(corps.geste ?? ''))
  const pages = geste && rangees(piece.photos.length, geste)
  if (!pages) return pagePages(c, { kind: 'pages_changees' })
  const r = await rangerPages(ctx, c.var.deps, { ...p, vu: String(corps.vu ?? ''), pages })
  if (r.ok) return c.redirect(versPages(r.value.id, p), 303)
  return r.error.kind === 'introuvable' ? c.notFound() : pagePages(c, r.error)
}
const versPages = (id: string, p: { dossierId: string; code: string }) => `${paths.dossiers.pagesPiece(p.dossierId, p.code, id)}#pages`
