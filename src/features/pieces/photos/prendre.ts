import type { ContexteActeur } from '../../../contexte.ts'
import type { Deps } from '../../../http.ts'
import type { Result } from '../../../lib/result.ts'
import type { Piece } from '../../cahier/index.ts'
import type { Fichier } from '../../fichiers/index.ts'
import { joindrePiece } from '../joindre-piece.ts'
import { devientUnePage, type RefusPiece } from '../pieces.rules.ts'
import { ajouterPhoto } from './ajouter-photo.ts'

type Ou = { dossierId: string; code: string }
/** Takes charge of received bytes: a photograph becomes a page, any other file is attached as it is. The bytes go when they are of no use. */
export async function prendre(
  ctx: ContexteActeur,
  deps: Pick<Deps, 'stockage'>,
  ou: Ou,
  { piece, recu, lot, envoi }: { piece: Piece; recu: Fichier; lot?: string | null | undefined; envoi?: string | undefined },
): Promise<Result<{ id: string; deja: boolean }, RefusPiece>> {
  const photo = devientUnePage(piece, recu.type)
  let r: Result<{ id: string; deja: boolean }, RefusPiece> | undefined
  try {
    r = photo
      ? await ajouterPhoto(ctx, deps, ou, { recue: recu, lot, envoi })
      : await joindrePiece(ctx, ou.dossierId, ou.code, recu, envoi ? { envoi } : {})
    return r
  } finally {
    if (photo || !r?.ok || r.value.deja) await deps.stockage.supprimer(recu.cle)
  }
}
