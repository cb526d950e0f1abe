import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { piecesDe } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { type PieceOuverte, pieceOuverte } from './joindre-piece.ts'
import { marquerRetirees, noterChangement } from './pieces.queries.ts'
import type { RefusPiece } from './pieces.rules.ts'

/** Withdraws a file from a draft: it no longer counts, its row stays with the instant among the former versions. Withdrawn twice, it is done once. */
export const retirerPiece = (
  ctx: ContexteActeur,
  p: { dossierId: string; code: string; id: string },
): Promise<Result<PieceOuverte, RefusPiece>> =>
  enTransaction(ctx, async tx => {
    const ouverte = await pieceOuverte(tx, ctx, 'retirer_piece', { ...p, verrou: true })
    if (!ouverte.ok) return err(ouverte.error)
    const piece = (await piecesDe(tx, ctx.guichetId, p.dossierId)).find(x => x.id === p.id && x.code === p.code)
    if (!piece) return ok(ouverte.value)
    await marquerRetirees(tx, ctx, [piece.id])
    await noterChangement(tx, ctx, p.dossierId)
    await journaliser(tx, ctx, 'piece.retirer', p.dossierId, { code: p.code, piece: piece.id, sha256: piece.sha256 })
    return ok(ouverte.value)
  })
