import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { Ctx } from '../../http.ts'
import type { PieceJointe } from '../dossiers/index.ts'
import { AFFICHABLES, dispositionContenu, type Stockage, typeMime } from '../fichiers/index.ts'

const politique = (cadre: string) => `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${cadre}`

/**
 * Streams a file to whoever the caller has let in. It is downloaded, unless `inline` and a type that browsers show safely; `cadre`: a page of
 * ours may show it in a frame. Whatever the file holds, it runs nothing of ours. A PDF has no `sandbox`: browsers' own viewers refuse to start in one.
 */
export async function servirPiece(
  c: Ctx,
  stockage: Stockage,
  piece: Pick<PieceJointe, 'nom' | 'type' | 'taille' | 'cle'>,
  { inline = false, cadre = false } = {},
): Promise<Response> {
  const affiche = inline && AFFICHABLES.includes(piece.type)
  const encadre = affiche && cadre
  const politiqueLue = politique(encadre ? "'self'" : "'none'")
  const entetes = {
    'content-type': typeMime(piece.type),
    'content-length': String(piece.taille),
    'content-disposition': dispositionContenu(piece.nom, { inline: affiche }),
    'content-security-policy': affiche && piece.type === 'pdf' ? politiqueLue : `sandbox; ${politiqueLue}`,
    ...(encadre ? { 'x-frame-options': 'SAMEORIGIN' } : {}),
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store, no-transform',
  }
  if (c.req.method === 'HEAD') return c.body(null, 200, entetes)
  const flux = stockage.lire(piece.cle)
  await once(flux, 'readable') // bytes that have vanished are an error page, not half an answer
  return c.body(Readable.toWeb(flux) as ReadableStream, 200, entetes)
}
