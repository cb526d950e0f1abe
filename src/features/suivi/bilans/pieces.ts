import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Fichier } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { commandeDuBilan } from './commandes/commandes.queries.ts'
import { bilanPour, type CleBilan, type RefusBilan } from './enregistrer.ts'

/** Bytes of a file of a bilan, and files of one, at most. */
export const PIECE_MAX = 10_000_000
export const PIECES_MAX = 100
export const FORMATS_BILAN = ['pdf', 'jpg', 'png', 'odt', 'docx', 'ods', 'xlsx'] as const
export type RefusPiece = RefusBilan | { motif: 'trop' } | { motif: 'commande' }

/** Attaches files that were received: photographs and documents of a bilan, or the invoice of one of its orders. */
export const joindreAuBilan = (
  ctx: ContexteActeur,
  d: CleBilan & { fichiers: readonly Fichier[]; commandeId?: string | undefined },
): Promise<Result<void, RefusPiece>> =>
  enTransaction(ctx, async tx => {
    const lu = await bilanPour(tx, ctx, 'remplir_bilan', d)
    if (!lu.ok) return lu
    const b = lu.value
    if (b.pieces.length + d.fichiers.length > PIECES_MAX) return err({ motif: 'trop' })
    if (d.commandeId && !(await commandeDuBilan(tx, ctx.guichetId, b.id, d.commandeId))) return err({ motif: 'commande' })
    for (const f of d.fichiers) {
      const piece = {
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        bilan_id: b.id,
        commande_id: d.commandeId ?? null,
        nom: f.nom,
        type_mime: f.type,
        taille: f.taille,
        sha256: f.sha256,
        cle: f.cle,
        ajoutee_par: ctx.acteur.compteId,
        ajoutee_le: ctx.instant,
      }
      await tx.insertInto('bilan_piece').values(piece).execute()
      await journaliser(tx, ctx, 'bilan.piece_jointe', b.id, { piece: piece.id, nom: f.nom, sha256: f.sha256 })
    }
    return ok(undefined)
  })

/** Takes a file out of a bilan that is not filed: its bytes stay, as what was filed before may name it. */
export const retirerDuBilan = (ctx: ContexteActeur, d: CleBilan & { piece: string }): Promise<Result<void, RefusBilan>> =>
  enTransaction(ctx, async tx => {
    const lu = await bilanPour(tx, ctx, 'remplir_bilan', d)
    if (!lu.ok) return lu
    const p = lu.value.pieces.find(x => x.id === d.piece)
    if (!p) return ok(undefined)
    await tx
      .updateTable('bilan_piece')
      .set({ retiree_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', p.id)
      .execute()
    await journaliser(tx, ctx, 'bilan.piece_retiree', d.bilanId, { piece: p.id, nom: p.nom })
    return ok(undefined)
  })
