import { createHash } from 'node:crypto'
import { ReadableStream as Flux } from 'node:stream/web'
import type { Ctx } from '../../http.ts'
import { dispositionContenu } from '../fichiers/index.ts'

export type FichierOuvert = {
  type: string
  nom: string
  /** Changes whenever the bytes may have changed. */
  empreinte: string
  maj: Date | null
  /** Called only when the reader has not the same already. */
  ecrire: () => AsyncIterable<string>
}
/** A copy may be kept five minutes without asking; then one question, one query, tells whether it still holds. */
const CACHE = 'public, max-age=300'

/**
 * Hands out a file of open data as it is written, to any site. It is the same for everybody: whoever asks changes nothing of it. `If-Modified-Since`
 * is not honoured, since some changes (a lauréat gives up) leave no date behind: the imprint tells them.
 */
export function servir(c: Ctx, f: FichierOuvert): Response {
  const etag = `W/"${f.empreinte}"`
  const entetes: Record<string, string> = {
    etag,
    'cache-control': CACHE,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'content-disposition, etag',
    'cross-origin-resource-policy': 'cross-origin',
    ...(f.maj ? { 'last-modified': f.maj.toUTCString() } : {}),
  }
  if (connue(c.req.header('if-none-match'), f.empreinte)) return c.body(null, 304, entetes)
  const headers = { ...entetes, 'content-type': f.type, 'content-disposition': dispositionContenu(f.nom) }
  // the answer to HEAD has no bytes: nothing is read for it
  if (c.req.method === 'HEAD') return c.body(null, 200, headers)
  return c.body(Flux.from(encoder(f.ecrire())) as unknown as ReadableStream<Uint8Array>, 200, headers)
}

const connue = (entete: string | undefined, empreinte: string) =>
  entete?.split(',').some(e => e.trim() === '*' || e.trim().replace(/^W\//, '') === `"${empreinte}"`) ?? false

const MORCEAU = 16_384
/** Bytes in pieces of a size worth sending. */
async function* encoder(textes: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encodeur = new TextEncoder()
  let tampon = ''
  for await (const t of textes) {
    tampon += t
    if (tampon.length < MORCEAU) continue
    yield encodeur.encode(tampon)
    tampon = ''
  }
  if (tampon) yield encodeur.encode(tampon)
}

/** How many bytes a file weighs, and their SHA-256. */
export async function peser(textes: AsyncIterable<string>): Promise<{ octets: number; sha256: string }> {
  const hachage = createHash('sha256')
  let octets = 0
  for await (const t of textes) {
    octets += Buffer.byteLength(t)
    hachage.update(t)
  }
  return { octets, sha256: hachage.digest('hex') }
}
