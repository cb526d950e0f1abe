import { createHash } from 'node:crypto'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { piecesDe } from '../../dossiers/index.ts'
import { formatAnnonce, natureFormat, nettoyerNom, type RefusFichier, TAILLE_MAX } from '../../fichiers/index.ts'
import { PHOTO_MAX } from '../../photos/index.ts'
import { envoiDeMarque, insererEnvoi, mesEnvois } from '../envois.queries.ts'
import { pieceOuverte } from '../joindre-piece.ts'
import { pieceDuLot } from '../pieces.queries.ts'
import { devientUnePage, ENVOIS_PAR_DOSSIER, FICHIERS_PAR_PIECE, formatsRecus, type RefusPiece } from '../pieces.rules.ts'

/** A refused file, with the formats that its sentence names. */
export type RefusEnvoi = RefusPiece | { kind: 'fichier'; refus: RefusFichier; formats: readonly string[] }
/** `position`: the part does not begin where the upload stands, which is at `recu`. `inacheve`: all has come, but the antivirus has not answered. */
export type RefusPartie = RefusEnvoi | { kind: 'position'; recu: number } | { kind: 'inacheve'; refus: RefusEnvoi; recu: number }
/** How an upload ended. */
export type Fin = Result<undefined, RefusPartie>
/** `marque`: what the browser knows of the file (date, first and last bytes), so that the same file chosen again goes on where it stood. */
export type NouvelEnvoi = { dossierId: string; code: string; nom: string; taille: number; marque: string; lot?: string | undefined }

/**
 * Begins an upload in parts, or finds the one that the same person began with the same file: `recu` says from where to go on. What can be
 * refused before the first byte is.
 */
export const ouvrirEnvoi = (ctx: ContexteActeur, p: NouvelEnvoi): Promise<Result<{ id: string; recu: number }, RefusEnvoi>> =>
  enTransaction(ctx, async tx => {
    const { dossierId, code, taille } = p
    // the lock makes two tabs that begin with the same file follow one another
    const ouverte = await pieceOuverte(tx, ctx, 'joindre', { dossierId, code, verrou: true })
    if (!ouverte.ok) return ouverte
    const { piece } = ouverte.value
    const nom = nettoyerNom(p.nom)
    const formats = formatsRecus(piece)
    const refus = refuserDEmblee(nom, taille, formats)
    if (refus) return err({ kind: 'fichier', refus, formats })
    const annonce = formatAnnonce(nom)
    if (annonce && devientUnePage(piece, annonce) && taille > PHOTO_MAX)
      return err({ kind: 'photo', refus: { kind: 'photo_lourde', taille }, nom })
    const marque = createHash('sha256')
      .update(JSON.stringify([nom, taille, p.marque]))
      .digest('hex')
    const commence = await envoiDeMarque(tx, ctx, { dossierId, code, marque })
    if (commence) return ok({ id: commence.id, recu: commence.recu })
    const presentes = (await piecesDe(tx, ctx.guichetId, dossierId)).filter(f => f.code === code)
    const suite = p.lot !== undefined && (await pieceDuLot(tx, ctx.guichetId, { dossierId, code, lot: p.lot })) !== undefined
    if (piece.plusieurs && !suite && presentes.length >= FICHIERS_PAR_PIECE)
      return err({ kind: 'trop_de_fichiers', max: FICHIERS_PAR_PIECE })
    if ((await mesEnvois(tx, ctx, dossierId)).length >= ENVOIS_PAR_DOSSIER) return err({ kind: 'trop_d_envois', max: ENVOIS_PAR_DOSSIER })
    return ok({ id: await insererEnvoi(tx, ctx, { dossierId, code, nom, taille, marque, lot: p.lot }), recu: 0 })
  })

/** What name and size tell: nobody should send 200 Mo to learn that an archive is not taken. */
function refuserDEmblee(nom: string, taille: number, formats: readonly string[]): RefusFichier | undefined {
  if (taille === 0) return { kind: 'vide', nom }
  if (taille > TAILLE_MAX) return { kind: 'trop_gros', nom }
  const annonce = formatAnnonce(nom)
  return annonce && !formats.includes(annonce) ? { kind: 'type_refuse', nom, trouve: natureFormat(annonce) } : undefined
}
