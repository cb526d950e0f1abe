import { confierPhoto } from '../../../atelier/photos.ts'
import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Deps } from '../../../http.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Piece } from '../../cahier/index.ts'
import { type PieceJointe, piecesDe } from '../../dossiers/index.ts'
import { type Fichier, garderOctets, nommer } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { PAGES_MAX, PHOTO_MAX, type RefusPhoto } from '../../photos/index.ts'
import { effacerEnvoi } from '../envois.queries.ts'
import { pieceOuverte } from '../joindre-piece.ts'
import { ecrirePages, insererPiece, marquerRetirees, noterChangement, pieceDuLot } from '../pieces.queries.ts'
import { FICHIERS_PAR_PIECE, type RefusPiece } from '../pieces.rules.ts'
import { lireEntier } from './lire-entier.ts'

type Ou = { dossierId: string; code: string }
/** `lot`: chosen together with others, which make one file. `envoi`: the upload in parts by which it came, over when the page is kept. */
export type Photo = { recue: Fichier; lot?: string | null | undefined; envoi?: string | undefined }
/** How often a page is made again because another came first. */
const ESSAIS = 8

/**
 * Makes a received photograph the last page of the PDF that is there, or the first of a new one. The photograph itself is not kept. The same photograph is one page, however often it is sent, with others or alone. Where
 * the call takes one file, pages follow one another in it; where it takes several, those of one `lot` do.
 */
export async function ajouterPhoto(
  ctx: ContexteActeur,
  { stockage }: Pick<Deps, 'stockage'>,
  ou: Ou,
  { recue, lot = null, envoi }: Photo,
): Promise<Result<{ id: string; deja: boolean }, RefusPiece>> {
  const refuser = (refus: RefusPhoto) => err({ kind: 'photo' as const, refus, nom: recue.nom })
  if (recue.taille > PHOTO_MAX) return refuser({ kind: 'photo_lourde', taille: recue.taille })
  const photo = await lireEntier(stockage, recue.cle)
  for (let n = 0; n < ESSAIS; n++) {
    const vu = await enTransaction(ctx, async tx => {
      const ouverte = await pieceOuverte(tx, ctx, 'joindre', ou)
      if (!ouverte.ok) return ouverte
      const { piece } = ouverte.value
      const deja = (await piecesDe(tx, ctx.guichetId, ou.dossierId)).find(p => p.code === ou.code && p.photos?.includes(recue.sha256))
      return ok({ piece, deja, cible: await cibleDe(tx, ctx, ou, { piece, lot }) })
    })
    if (!vu.ok) return vu
    const { cible, piece, deja } = vu.value
    if (deja) return finir(ctx, envoi, deja.id)
    const pages = cible?.photos ?? []
    if (pages.length >= PAGES_MAX) return refuser({ kind: 'trop_de_pages' })
    const pdf = cible && (await lireEntier(stockage, cible.cle))
    const fait = await confierPhoto('ajouter', { pdf, photo, titre: piece.libelle, instant: ctx.instant }, { pour: ctx.acteur.compteId })
    if (!fait.ok) return refuser({ kind: 'photo_travail', refus: fait.error })
    if (!fait.value.ok) return refuser(fait.value.error)
    const garde = await garderOctets(stockage, ctx.instant, fait.value.value)
    const nom = cible?.nom ?? nommer(piece.plusieurs ? sansExtension(recue.nom) : piece.code, 'pdf')
    const fichier = { ...garde, nom, type: 'pdf' as const, photos: [...pages, recue.sha256], lot }
    const jointe = await poser(ctx, ou, { fichier, cible, envoi }).catch(async e => {
      await stockage.supprimer(garde.cle)
      throw e
    })
    if (jointe.ok) return ok({ id: jointe.value, deja: false })
    await stockage.supprimer(garde.cle)
    if (jointe.error.kind !== 'pages_changees') return jointe
  }
  return err({ kind: 'photo', refus: { kind: 'photo_travail', refus: 'complet' }, nom: recue.nom })
}

const sansExtension = (nom: string) => nom.replace(/\.[^.]+$/, '')

/** The file to which a page is added, if there is one. */
async function cibleDe(
  tx: Parameters<typeof piecesDe>[0],
  ctx: ContexteActeur,
  ou: Ou,
  { piece, lot }: { piece: Piece; lot: string | null },
) {
  if (piece.plusieurs) return lot ? pieceDuLot(tx, ctx.guichetId, { ...ou, lot }) : undefined
  return (await piecesDe(tx, ctx.guichetId, ou.dossierId)).find(p => p.code === ou.code && p.photos)
}

const finir = (ctx: ContexteActeur, envoi: string | undefined, id: string) =>
  enTransaction(ctx, async tx => {
    if (envoi) await effacerEnvoi(tx, ctx.guichetId, envoi)
    return ok({ id, deja: true })
  })

type APoser = { fichier: Parameters<typeof ecrirePages>[2]; cible: PieceJointe | undefined; envoi?: string | undefined }
/** Under the lock of the dossier: what was read must still be there, else it is made again from what is. */
const poser = (ctx: ContexteActeur, ou: Ou, { fichier, cible, envoi }: APoser): Promise<Result<string, RefusPiece>> =>
  enTransaction(ctx, async tx => {
    const ouverte = await pieceOuverte(tx, ctx, 'joindre', { ...ou, verrou: true })
    if (!ouverte.ok) return ouverte
    const { piece } = ouverte.value
    const maintenant = await cibleDe(tx, ctx, ou, { piece, lot: fichier.lot ?? null })
    if (maintenant?.id !== cible?.id || maintenant?.sha256 !== cible?.sha256) return err({ kind: 'pages_changees' })
    const presentes = (await piecesDe(tx, ctx.guichetId, ou.dossierId)).filter(p => p.code === ou.code)
    if (!cible && piece.plusieurs && presentes.length >= FICHIERS_PAR_PIECE)
      return err({ kind: 'trop_de_fichiers', max: FICHIERS_PAR_PIECE })
    if (envoi) await effacerEnvoi(tx, ctx.guichetId, envoi)
    const id = await remplacerPages(tx, ctx, ou, { fichier, cible, presentes: piece.plusieurs ? [] : presentes })
    await journaliser(tx, ctx, 'piece.joindre', ou.dossierId, { code: ou.code, piece: id, sha256: fichier.sha256, taille: fichier.taille })
    return ok(id)
  })

type ARemplacer = { fichier: Parameters<typeof ecrirePages>[2]; cible: PieceJointe | undefined; presentes: readonly PieceJointe[] }
/** Writes the pages over those of a file that nobody has read yet; those of a filing stay as they were read, and another row takes their place. */
export async function remplacerPages(
  tx: Parameters<typeof piecesDe>[0],
  ctx: ContexteActeur,
  { dossierId, code }: Ou,
  { fichier, cible, presentes }: ARemplacer,
): Promise<string> {
  await noterChangement(tx, ctx, dossierId)
  if (cible && (await ecrirePages(tx, ctx, fichier, cible.id))) return cible.id
  const id = nouvelId()
  const retirees = cible ? [cible] : presentes
  await marquerRetirees(
    tx,
    ctx,
    retirees.map(p => p.id),
  )
  await insererPiece(tx, ctx, { id, dossierId, code, fichier })
  for (const p of retirees) await journaliser(tx, ctx, 'piece.retirer', dossierId, { code, piece: p.id, sha256: p.sha256 })
  return id
}
