import { type Ctx, ctxActeur, exigeCompte, faitDe, param, router } from '../../../http.ts'
import { estUuid } from '../../../lib/uuid.ts'
import { paths } from '../../../paths.ts'
import { type Fichier, listeFormats, messageFichier, recevoirFormulaire } from '../../fichiers/index.ts'
import { fluxRequete, servirPiece } from '../../pieces/index.ts'
import { bilanFige, cleDe, type Ouvert, ouvrirBilan } from './bilan.page.tsx'
import { FORMATS_BILAN, joindreAuBilan, PIECE_MAX, PIECES_MAX, retirerDuBilan } from './pieces.ts'
import { PiecesPage } from './pieces.view.tsx'

/** Files received at once. */
const A_LA_FOIS = 10

/** Photographs, documents and invoices of a bilan. */
export const piecesBilanRoutes = () =>
  router()
    .get(paths.bilans.pieces, exigeCompte, async c => {
      const o = await ouvrirBilan(c)
      if (!o) return c.notFound()
      return o.modifiable ? page(c, o) : versBilan(c)
    })
    .post(paths.bilans.pieces, exigeCompte, joindre)
    .get(paths.bilans.piece, exigeCompte, async c => {
      const o = await ouvrirBilan(c)
      const piece = o?.v.b.pieces.find(p => p.id === param(c, 'piece'))
      return piece ? servirPiece(c, c.var.deps.stockage, piece, { inline: true }) : c.notFound()
    })
    .post(paths.bilans.retraitPiece, exigeCompte, async c => {
      const r = await retirerDuBilan(ctxActeur(c), { ...cleDe(c), piece: param(c, 'piece') })
      if (!r.ok && r.error.motif === 'introuvable') return c.notFound()
      return r.ok ? versPieces(c, 'retire') : versBilan(c)
    })

const versBilan = (c: Ctx<'id' | 'bilan'>) => c.redirect(paths.bilans.voir(cleDe(c).dossierId, cleDe(c).bilanId), 303)
const versPieces = (c: Ctx<'id' | 'bilan'>, fait: 'joint' | 'joints' | 'retire') =>
  c.redirect(`${paths.bilans.pieces(cleDe(c).dossierId, cleDe(c).bilanId)}?fait=${fait}`, 303)
const FAITS = { joint: 'Le fichier est joint au bilan.', joints: 'Les fichiers sont joints au bilan.', retire: 'Le fichier est retiré.' }
const page = (c: Ctx, o: Ouvert, erreur?: string, choisie?: string) =>
  c.html(
    <PiecesPage
      site={c.var.site}
      v={o.v}
      formats={listeFormats(FORMATS_BILAN)}
      fait={erreur ? undefined : faitDe(c, FAITS)}
      erreur={erreur}
      choisie={choisie}
    />,
    erreur ? 422 : 200,
  )

/** Files are received as they come; bytes that the act does not take go. */
async function joindre(c: Ctx<'id' | 'bilan'>) {
  const o = await ouvrirBilan(c)
  if (!o) return c.notFound()
  if (!o.modifiable) return bilanFige(c)
  const ctx = ctxActeur(c)
  const { stockage, config } = c.var.deps
  const recu = await recevoirFormulaire({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, {
    instant: ctx.instant,
    formats: FORMATS_BILAN,
    max: PIECE_MAX,
    clamd: config.CLAMD,
    nombre: A_LA_FOIS,
  })
  const commandeId = estUuid(recu.champs.commande ?? '') ? recu.champs.commande : undefined
  if (!recu.fichiers.ok) {
    const refus = recu.fichiers.error
    const phrase = refus.kind === 'plusieurs' ? `Joignez ${A_LA_FOIS}\u00a0fichiers au plus à la fois` : undefined
    return page(c, o, phrase ?? messageFichier(refus, { formats: FORMATS_BILAN, max: PIECE_MAX }), commandeId)
  }
  const fichiers: Fichier[] = recu.fichiers.value
  if (fichiers.length === 0) return page(c, o, messageFichier({ kind: 'absent' }, { formats: FORMATS_BILAN }), commandeId)
  const oublier = async () => {
    for (const f of fichiers) await stockage.supprimer(f.cle)
  }
  try {
    const r = await joindreAuBilan(ctx, { ...cleDe(c), fichiers, commandeId })
    if (r.ok) return versPieces(c, fichiers.length > 1 ? 'joints' : 'joint')
    await oublier()
    if (r.error.motif === 'introuvable') return c.notFound()
    if (r.error.motif === 'ferme') return bilanFige(c)
    const phrase =
      r.error.motif === 'trop' ? `Un bilan a ${PIECES_MAX}\u00a0pièces au plus` : 'Cette commande n’est plus là. Choisissez-en une autre'
    return page(c, o, phrase)
  } catch (e) {
    await oublier()
    throw e
  }
}
