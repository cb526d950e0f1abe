import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Appel, Piece } from '../cahier/index.ts'
import { texteDe } from '../contenu/index.ts'
import { peut, peutRemplir, relation } from '../decret/index.ts'
import { cloturePour, modifiable } from '../delais/index.ts'
import { pieceOuverteParPoint, piecesDe, trouverDossier } from '../dossiers/index.ts'
import type { Fichier } from '../fichiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { effacerEnvoi } from './envois.queries.ts'
import { insererPiece, marquerRetirees, noterChangement } from './pieces.queries.ts'
import { etapeDesPieces, FICHIERS_PAR_PIECE, type RefusPiece } from './pieces.rules.ts'

export type PieceOuverte = { dossierId: string; volet: string | null; appel: Appel; piece: Piece }

/** Whether this person may change this piece now: asked before the first byte is read, and again under the lock of the act. */
export async function pieceOuverte(
  tx: Tx,
  ctx: ContexteActeur,
  acte: 'joindre' | 'retirer_piece',
  { dossierId, code, verrou = false }: { dossierId: string; code: string; verrou?: boolean },
): Promise<Result<PieceOuverte, RefusPiece>> {
  const dossier = await trouverDossier(tx, ctx, dossierId, { verrou })
  const appel = dossier?.version.appel
  const piece = appel?.pieces.find(p => p.code === code)
  if (!dossier || !appel || !piece) return err({ kind: 'introuvable' })
  const demandee = !!dossier.complement && pieceOuverteParPoint(dossier.complement.points, code)
  if (!demandee && !peut(relation(ctx.acteur, dossier), acte, { dossier: dossier.etat })) return err({ kind: 'fige', etat: dossier.etat })
  const volet = texteDe(dossier.contenu, 'volet') ?? null
  if (!peutRemplir(ctx.acteur, dossier, etapeDesPieces(appel, volet), acte)) return err({ kind: 'lecture_seule' })
  // between two waves a draft waits and may change (C4.1)
  if (!modifiable(dossier, ctx.instant)) return err({ kind: 'clos', cloture: cloturePour(dossier, ctx.instant)! })
  return ok({ dossierId, volet, appel, piece })
}

/**
 * Attaches a received file to a piece of a draft (C5.7). Where the call takes one file only, the new one takes the place of the former, whose
 * row stays. The same bytes for the same piece are attached once. When it refuses, or answers `deja`, the bytes under `cle` are of
 * no use: the caller removes them. `envoi` is the upload in parts by which the file came: it ends with the act, or not at all.
 */
export const joindrePiece = (
  ctx: ContexteActeur,
  dossierId: string,
  code: string,
  fichier: Fichier,
  { envoi }: { envoi?: string } = {},
): Promise<Result<{ id: string; deja: boolean }, RefusPiece>> =>
  enTransaction(ctx, async tx => {
    const ouverte = await pieceOuverte(tx, ctx, 'joindre', { dossierId, code, verrou: true })
    if (!ouverte.ok) return ouverte
    const { piece } = ouverte.value
    if (!(piece.formats as readonly string[]).includes(fichier.type)) return err({ kind: 'format', formats: piece.formats })
    const presentes = (await piecesDe(tx, ctx.guichetId, dossierId)).filter(p => p.code === code)
    const meme = presentes.find(p => p.sha256 === fichier.sha256)
    if (meme) {
      if (envoi) await effacerEnvoi(tx, ctx.guichetId, envoi)
      return ok({ id: meme.id, deja: true })
    }
    if (piece.plusieurs && presentes.length >= FICHIERS_PAR_PIECE) return err({ kind: 'trop_de_fichiers', max: FICHIERS_PAR_PIECE })

    const remplacees = piece.plusieurs ? [] : presentes
    const id = nouvelId()
    if (envoi) await effacerEnvoi(tx, ctx.guichetId, envoi)
    await marquerRetirees(
      tx,
      ctx,
      remplacees.map(p => p.id),
    )
    await insererPiece(tx, ctx, { id, dossierId, code, fichier })
    await noterChangement(tx, ctx, dossierId)
    for (const p of remplacees) await journaliser(tx, ctx, 'piece.retirer', dossierId, { code, piece: p.id, sha256: p.sha256 })
    await journaliser(tx, ctx, 'piece.joindre', dossierId, { code, piece: id, sha256: fichier.sha256, taille: fichier.taille })
    return ok({ id, deja: false })
  })
