import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Deps } from './http.ts'

/** Whether a page of this origin is ours: that of the site; in demonstration, that of whatever name the machine was reached by. */
export const estNotre = (d: Deps) => (origine: string, c: Context) =>
  origine === d.urlPublique || (d.config.demonstration && memeHote(origine, c.req.header('host')))

const memeHote = (origine: string, hote: string | undefined) => {
  try {
    return new URL(origine).host === hote
  } catch {
    return false
  }
}

/** `csrf` looks at what a form may send. Nothing else of ours takes an act from another site either, whatever it says that its bytes are. */
export const refuserAilleurs =
  (notre: ReturnType<typeof estNotre>): MiddlewareHandler =>
  async (c, next) => {
    const [site, origine] = [c.req.header('sec-fetch-site'), c.req.header('origin')]
    const dici = site === 'same-origin' || (origine ? notre(origine, c) : site !== 'cross-site' && site !== 'same-site')
    if (!dici && !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) throw new HTTPException(403)
    await next()
  }
