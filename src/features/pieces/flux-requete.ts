import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { HttpBindings } from '@hono/node-server'
import type { Ctx } from '../../http.ts'

/**
 * The bytes of a request as they come from its socket: going through the web's streams copies each block, and 75 Mo of copies pile up before the
 * collector passes. Without a socket, the request's own body; nothing when it has none.
 */
export function fluxRequete(c: Ctx): Readable {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  if (incoming) return incoming
  const { body } = c.req.raw
  return body ? Readable.fromWeb(body as ReadableStream) : Readable.from([])
}
