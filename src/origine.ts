import { isIP } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Deps } from './http.ts'
import { paths } from './paths.ts'

/** Whether a page of this origin is ours: that of the site; in demonstration, that of any name that it answers to (`refuserHote`). */
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

const FIN = new RegExp(`^${paths.nouvelles.fin.motif.replace(/:jeton\{(.*)\}/, '$1')}$`)
/** A mailbox that stops a mail in one click posts from wherever it is, as RFC 8058 says: the page of that address looks itself at what it is sent. */
export const saufUnClic =
  (garde: MiddlewareHandler): MiddlewareHandler =>
  (c, next) =>
    c.req.method === 'POST' && FIN.test(c.req.path) ? next() : garde(c, next)

/** Whether a page of ours sent this: a browser says so, one way or the other. */
export function vientDIci(c: Context, d: Deps): boolean {
  const origine = c.req.header('origin')
  return c.req.header('sec-fetch-site') === 'same-origin' || (origine !== undefined && estNotre(d)(origine, c))
}

/**
 * A name that somebody else owns may lead to this machine (DNS rebinding): their page would then be of our origin, and read all that whoever opens it may read. So
 * the site answers by its own name, by those of `HOTES`, on this machine, and by an address in figures, which is nobody's name. `/sante` says nothing.
 */
export function refuserHote({ urlPublique, config }: Deps): MiddlewareHandler {
  const noms = new Set([new URL(urlPublique).hostname, 'localhost', ...config.HOTES.map(h => h.toLowerCase())])
  return async (c, next) => {
    const nom = nomDe(c.req.header('host') ?? new URL(c.req.url).host)
    if (nom !== undefined && (noms.has(nom) || isIP(nom.replace(/^\[|\]$/g, '')) !== 0 || c.req.path === paths.sante)) return next()
    return c.text(`Ce site ne s’ouvre pas par ce nom. Son adresse est ${urlPublique}\n`, 421)
  }
}

const nomDe = (hote: string) =>
  /^[^/?#@\\]+$/.test(hote) && URL.canParse(`http://${hote}`) ? new URL(`http://${hote}`).hostname : undefined
