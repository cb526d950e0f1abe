import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type Appel, appelDeVersion, etatAppel, type Piece, vagueUtile } from '../../appels/index.ts'
import type { Fichier } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type Acte, type Etat, peut, relation } from '../dossiers.rules.ts'
import { dossierDesPieces, marquerRetirees, noterChangement, piecesDe } from './pieces.queries.ts'
import { FICHIERS_PAR_PIECE, type RefusPiece } from './pieces.rules.ts'

export type PieceOuverte = { dossierId: string; volet: string | null; appel: Appel; piece: Piece }

/** Whether this person may change this piece now: asked before the first byte is read, and again under the lock of the act. */
export async function pieceOuverte(
  tx: Tx,
  ctx: ContexteActeur,
  acte: Extract<Acte, 'joindre' | 'retirer_piece'>,
  { dossierId, code, verrou = false }: { dossierId: string; code: string; verrou?: boolean },
): Promise<Result<PieceOuverte, RefusPiece>> {
  const dossier = await dossierDesPieces(tx, ctx, dossierId, { verrou })
  const version = dossier && (await appelDeVersion(tx, ctx.guichetId, dossier.appel_version_id))
  const piece = version?.appel.pieces.find(p => p.code === code)
  if (!dossier || !version || !piece) return err({ kind: 'introuvable' })
  const etat = dossier.etat as Etat
  if (!peut(acte, etat, relation(ctx.acteur, dossier.structure_id))) return err({ kind: 'fige', etat })
  const clos = refusDeDate(version.appel, ctx.instant)
  if (clos) return err(clos)
  return ok({ dossierId, volet: dossier.volet, appel: version.appel, piece })
}

/** Pieces of a draft change until the call is closed for good (C4.1); between two waves a draft waits and may change. */
const refusDeDate = (appel: Appel, instant: Date): RefusPiece | undefined =>
  etatAppel(appel, instant) === 'clos' ? { kind: 'clos', cloture: vagueUtile(appel, instant).cloture } : undefined

/**
 * Attaches a received file to a piece of a draft (C5.7). Where the call takes one file only, the new one takes the place of the former, whose
 * row stays. The same bytes for the same piece are attached once. When it refuses, or answers `deja`, the bytes under `cle` are of
 * no use: the caller removes them.
 */
export const joindrePiece = (
  ctx: ContexteActeur,
  dossierId: string,
  code: string,
  fichier: Fichier,
): Promise<Result<{ id: string; deja: boolean }, RefusPiece>> =>
  enTransaction(ctx, async tx => {
    const ouverte = await pieceOuverte(tx, ctx, 'joindre', { dossierId, code, verrou: true })
    if (!ouverte.ok) return ouverte
    const { piece } = ouverte.value
    if (!piece.formats.includes(fichier.type)) return err({ kind: 'format', formats: piece.formats })
    const presentes = (await piecesDe(tx, ctx.guichetId, dossierId)).filter(p => p.code === code)
    const meme = presentes.find(p => p.sha256 === fichier.sha256)
    if (meme) return ok({ id: meme.id, deja: true })
    if (piece.plusieurs && presentes.length >= FICHIERS_PAR_PIECE) return err({ kind: 'trop_de_fichiers', max: FICHIERS_PAR_PIECE })

    const remplacees = piece.plusieurs ? [] : presentes
    const id = nouvelId()
    await marquerRetirees(
      tx,
      ctx,
      remplacees.map(p => p.id),
    )
    await inserer(tx, ctx, { id, dossierId, code, fichier })
    await noterChangement(tx, ctx, dossierId)
    for (const p of remplacees) await journaliser(tx, ctx, 'piece.retirer', dossierId, { code, piece: p.id, sha256: p.sha256 })
    await journaliser(tx, ctx, 'piece.joindre', dossierId, { code, piece: id, sha256: fichier.sha256, taille: fichier.taille })
    return ok({ id, deja: false })
  })

const inserer = (tx: Tx, ctx: ContexteActeur, p: { id: string; dossierId: string; code: string; fichier: Fichier }) =>
  tx
    .insertInto('piece')
    .values({
      id: p.id,
      guichet_id: ctx.guichetId,
      dossier_id: p.dossierId,
      code: p.code,
      nom: p.fichier.nom,
      type: p.fichier.type,
      taille: p.fichier.taille,
      sha256: p.fichier.sha256,
      cle: p.fichier.cle,
      deposee_le: ctx.instant,
      deposee_par: ctx.acteur.compteId,
    })
    .execute()
