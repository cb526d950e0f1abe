import { confierPhoto } from '../../../atelier/photos.ts'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Deps } from '../../../http.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { piecesDe } from '../../dossiers/index.ts'
import { garderOctets } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { pieceOuverte } from '../joindre-piece.ts'
import type { RefusPiece } from '../pieces.rules.ts'
import { remplacerPages } from './ajouter-photo.ts'
import { lireEntier } from './lire-entier.ts'
import type { PageRangee } from './pages.rules.ts'

/** `vu`: the SHA-256 of the file whose pages were shown. */
export type Rangement = { dossierId: string; code: string; id: string; vu: string; pages: readonly PageRangee[] }

/** Puts the pages of a PDF of photographs in another order, without some of them, some of them turned. What changed since it was shown is left as it is. */
export async function rangerPages(
  ctx: ContexteActeur,
  { stockage }: Pick<Deps, 'stockage'>,
  { dossierId, code, id, vu, pages }: Rangement,
): Promise<Result<{ id: string }, RefusPiece>> {
  const lire = (verrou: boolean, tx: Parameters<typeof piecesDe>[0]) =>
    pieceOuverte(tx, ctx, 'joindre', { dossierId, code, verrou }).then(async ouverte => {
      if (!ouverte.ok) return ouverte
      const cible = (await piecesDe(tx, ctx.guichetId, dossierId)).find(p => p.id === id && p.code === code && p.photos)
      if (!cible) return err({ kind: 'introuvable' as const })
      return cible.sha256 === vu ? ok({ ouverte: ouverte.value, cible }) : err({ kind: 'pages_changees' as const })
    })
  const lu = await enTransaction(ctx, tx => lire(false, tx))
  if (!lu.ok) return lu
  const { cible, ouverte } = lu.value
  const avant = cible.photos ?? []
  if (pages.length === 0 || pages.some(p => p.de >= avant.length) || new Set(pages.map(p => p.de)).size !== pages.length)
    return err({ kind: 'pages_changees' })
  const pdf = await lireEntier(stockage, cible.cle)
  const fait = await confierPhoto(
    'ordonner',
    { pdf, pages, titre: ouverte.piece.libelle, instant: ctx.instant },
    { pour: ctx.acteur.compteId },
  )
  if (!fait.ok) return err({ kind: 'photo', refus: { kind: 'photo_travail', refus: fait.error }, nom: cible.nom })
  const garde = await garderOctets(stockage, ctx.instant, fait.value)
  const fichier = { ...garde, nom: cible.nom, type: 'pdf' as const, photos: pages.map(p => avant[p.de]!), lot: null }
  let pose: Result<{ id: string }, RefusPiece> | undefined
  try {
    pose = await enTransaction(ctx, async tx => {
      const encore = await lire(true, tx)
      if (!encore.ok) return encore
      const ecrite = await remplacerPages(tx, ctx, { dossierId, code }, { fichier, cible, presentes: [] })
      await journaliser(tx, ctx, 'piece.joindre', dossierId, { code, piece: ecrite, sha256: garde.sha256, taille: garde.taille })
      return ok({ id: ecrite })
    })
    return pose
  } finally {
    if (!pose?.ok) await stockage.supprimer(garde.cle)
  }
}
