import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Piece } from '../appels/index.ts'
import type { FichierRecu } from '../fichiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { type Dossier, trouverDossier } from './dossiers.queries.ts'
import { type Etat, peut, relation } from './dossiers.rules.ts'

export type RefusPiece = { motif: 'introuvable' } | { motif: 'piece' } | { motif: 'fige'; etat: Etat }

/** Whether files may come for this piece: asked before the first byte is read. */
export async function pieceOuverte(
  tx: Tx,
  ctx: ContexteActeur,
  id: string,
  code: string,
  { verrou = false } = {},
): Promise<Result<{ dossier: Dossier; piece: Piece }, RefusPiece>> {
  const dossier = await trouverDossier(tx, ctx, id, { verrou })
  if (!dossier) return err({ motif: 'introuvable' })
  if (!peut('joindre', dossier.etat, relation(ctx.acteur, dossier.structure.id))) return err({ motif: 'fige', etat: dossier.etat })
  const piece = dossier.version.appel.pieces.find(p => p.code === code)
  return piece ? ok({ dossier, piece }) : err({ motif: 'piece' })
}

/**
 * Attaches received files to a piece (C5.7). Where the call takes one file only, the new one takes the place of the former, which keeps its
 * row. The same bytes twice are one file. Gives the keys that were not needed, to be forgotten.
 */
export const joindrePiece = (
  ctx: ContexteActeur,
  d: { dossierId: string; code: string; fichiers: readonly FichierRecu[] },
): Promise<Result<{ inutiles: FichierRecu[] }, RefusPiece>> =>
  enTransaction(ctx, async tx => {
    const ouverte = await pieceOuverte(tx, ctx, d.dossierId, d.code, { verrou: true })
    if (!ouverte.ok) return ouverte
    const { dossier, piece } = ouverte.value
    const presentes = dossier.pieces.filter(p => p.code === d.code)
    const nouveaux = (piece.plusieurs ? d.fichiers : d.fichiers.slice(-1)).filter(
      f => !presentes.some(p => p.sha256 === f.sha256 && p.nom === f.nom),
    )
    if (!piece.plusieurs && nouveaux.length > 0)
      await retirer(
        tx,
        ctx,
        presentes.map(p => p.id),
      )
    for (const f of nouveaux) await inserer(tx, ctx, dossier.id, d.code, f)
    if (nouveaux.length > 0) await toucher(tx, ctx, dossier.id)
    for (const f of nouveaux) await journaliser(tx, ctx, 'piece.jointe', dossier.id, { code: d.code, sha256: f.sha256, taille: f.taille })
    return ok({ inutiles: d.fichiers.filter(f => !nouveaux.includes(f)) })
  })

/** Withdraws one file: its row stays, with the instant. Withdrawing it twice does it once. */
export const retirerPiece = (
  ctx: ContexteActeur,
  d: { dossierId: string; code: string; pieceId: string },
): Promise<Result<void, RefusPiece>> =>
  enTransaction(ctx, async tx => {
    const ouverte = await pieceOuverte(tx, ctx, d.dossierId, d.code, { verrou: true })
    if (!ouverte.ok) return ouverte
    const piece = ouverte.value.dossier.pieces.find(p => p.id === d.pieceId && p.code === d.code)
    if (!piece) return ok(undefined)
    await retirer(tx, ctx, [piece.id])
    await toucher(tx, ctx, d.dossierId)
    await journaliser(tx, ctx, 'piece.retiree', d.dossierId, { code: d.code, sha256: piece.sha256 })
    return ok(undefined)
  })

const retirer = async (tx: Tx, ctx: ContexteActeur, ids: string[]) => {
  if (ids.length > 0)
    await tx.updateTable('piece').set({ retiree_le: ctx.instant }).where('guichet_id', '=', ctx.guichetId).where('id', 'in', ids).execute()
}

const inserer = (tx: Tx, ctx: ContexteActeur, dossierId: string, code: string, f: FichierRecu) =>
  tx
    .insertInto('piece')
    .values({
      id: nouvelId(),
      guichet_id: ctx.guichetId,
      dossier_id: dossierId,
      code,
      deposee_le: ctx.instant,
      deposee_par: ctx.acteur.compteId,
      ...f,
    })
    .execute()

const toucher = (tx: Tx, ctx: ContexteActeur, dossierId: string) =>
  tx
    .updateTable('dossier')
    .set(eb => ({ revision: eb('revision', '+', 1), modifie_le: ctx.instant, modifie_par: ctx.acteur.compteId }))
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', dossierId)
    .execute()
