import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'
import { accepts } from 'hono/accepts'

/** Bytes under which there is nothing to spare. */
const SEUIL = 1024
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants
const brotli = promisify(brotliCompress)
const ENCODEURS: Record<string, (page: Uint8Array) => Promise<Buffer<ArrayBuffer>>> = {
  br: page => brotli(page, { params: { [BROTLI_PARAM_QUALITY]: 4, [BROTLI_PARAM_SIZE_HINT]: page.length } }),
  gzip: promisify(gzip),
}

const codageDe = (c: Context) =>
  accepts(c, {
    header: 'Accept-Encoding',
    supports: Object.keys(ENCODEURS),
    default: '',
    match: (demandes, { supports, default: aucun }) => supports.find(s => demandes.some(d => d.type === s && d.q > 0)) ?? aucun,
  })

/**
 * Pages leave in one piece, compressed outside the thread of the requests, with their length. Brotli at quality 4 makes them smaller than gzip does, in
 * half its time; browsers ask for it over https. What is streamed (files, events) is no page: it goes on as it comes.
 */
export const comprimerPages = (): MiddlewareHandler => async (c, next) => {
  await next()
  if (!c.res.headers.get('content-type')?.startsWith('text/html')) return
  c.res.headers.append('vary', 'Accept-Encoding')
  const codage = codageDe(c)
  if (!codage) return
  const { status, headers } = c.res
  const page = new Uint8Array(await c.res.arrayBuffer())
  const encoder = page.length < SEUIL ? undefined : ENCODEURS[codage]
  const entetes = new Headers(headers)
  if (encoder) entetes.set('content-encoding', codage)
  c.res = undefined
  c.res = new Response(encoder ? await encoder(page) : page, { status, headers: entetes })
}
