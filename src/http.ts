import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import type { Config } from './config.ts'
import { aRole, type Contexte, type ContexteActeur, type Role } from './contexte.ts'
import type { Db } from './db/db.ts'
import type { Stockage } from './features/fichiers/index.ts'
import type { Sceau } from './features/sceaux/index.ts'
import { cheminInterne } from './lib/adresses.ts'
import type { Horloge } from './lib/horloge.ts'
import { lireTable } from './lib/table.ts'
import type { Noms } from './paths/chemin.ts'
import { paths } from './paths.ts'
import type { Assets, Site, Theme } from './ui/site.ts'
/** What the demonstration does before everything on it can be used; `actes` are those of the invented dossiers. */
export type Avancement = { etape: 'base' | 'appel' | 'dossiers'; actes?: { faits: number; total: number } }

/** What the application is made of; `main.ts` and the tests build it. */
export type Deps = {
  db: Db
  config: Config
  guichetId: string
  horloge: Horloge
  /** The files of a theme: the guichet may change its own. */
  assets: (theme: Theme) => Assets
  stockage: Stockage
  /** What seals the documents that leave; a production that sets none lets them leave without. */
  sceau: Sceau | undefined
  urlPublique: string
  secret: string
  /** What a demonstration is still being prepared with; nothing once it is ready. */
  preparation?: () => Avancement | undefined
}

export type Env = {
  Variables: {
    deps: Deps
    /** The data, the guichet, who asks, and the instant that counts for the request (`arrivee.ts`). One for the whole request, never copied. */
    ctx: Contexte
    /** Made once it is known who asks. */
    site: Site
    adresseClient: string
    /** Messages that wait for whoever reads this page. */
    nonLus: number
  }
}
/** A request, and the parameters that its address has: `Ctx<'id'>` is answered at `/dossiers/:id`, and nowhere without an id. */
export type Ctx<N extends string = never> = Context<Env> & { readonly parametres?: Readonly<Record<N, true>> }

/** A parameter of the address that is asked. */
export function param<N extends string>(c: Ctx<N>, nom: NoInfer<N>): string {
  const valeur = c.req.param(nom as never)
  if (valeur === undefined) throw new Error(`the address has no parameter ${nom}`)
  return valeur
}

type Adresse = string | { readonly motif: string; readonly modele: string }
type NomsDe<A> = A extends { readonly modele: infer M extends string } ? Noms<M> : never
type Garde = MiddlewareHandler<Env>
type Page<A> = (c: Ctx<NomsDe<A>>) => Response | Promise<Response>
/** Who may ask stands between the address and what answers it. */
type Poser = {
  <A extends Adresse>(a: A, page: Page<A>): Routes
  <A extends Adresse>(a: A, garde: Garde, page: Page<A>): Routes
  <A extends Adresse>(a: A, garde: Garde, autre: Garde, page: Page<A>): Routes
}

/** The routes of a feature: each page knows the parameters of its address. */
export class Routes {
  readonly hono = new Hono<Env>()
  readonly get = this.#poser('get')
  readonly post = this.#poser('post')
  readonly put = this.#poser('put')
  use(motif: string, garde: Garde): this {
    this.hono.use(motif, garde)
    return this
  }
  /** Mounts others after those that stand already. */
  et(...autres: readonly Routes[]): this {
    for (const r of autres) this.hono.route('/', r.hono)
    return this
  }
  #poser(methode: 'get' | 'post' | 'put'): Poser {
    return (a: Adresse, ...suite: readonly unknown[]) => {
      // called with the request alone: what a page takes besides comes from the acts that show it again
      const page = suite.at(-1) as Page<string>
      this.hono[methode](typeof a === 'string' ? a : a.motif, ...([...suite.slice(0, -1), (c: Ctx) => page(c)] as unknown as [Garde]))
      return this
    }
  }
}
export const router = () => new Routes()

/** Only for somebody who is signed in; others sign in first and come back. */
export const exigeCompte = createMiddleware<Env>(async (c, next) => {
  if (!c.var.ctx.acteur) return c.redirect(versConnexion(c), 303)
  await next()
})

/** Only for agents holding one of these roles (any, if none is named), after the second factor. Others get 404: the page does not exist for them. */
export const exigeRole = (...roles: Role['role'][]) =>
  createMiddleware<Env>(async (c, next) => {
    const { acteur } = c.var.ctx
    if (!acteur) return c.redirect(versConnexion(c), 303)
    if (acteur.rolesEnAttente.length > 0) return c.redirect(`${paths.connexionCode}?${new URLSearchParams({ retour: retourDe(c) })}`, 303)
    if (roles.length ? !aRole(acteur, ...roles) : acteur.roles.length === 0) return c.notFound()
    await next()
  })

/** For pages that a link of a mail opens: nobody on the way keeps them, and no search engine names them. */
export const jamaisGardee = createMiddleware<Env>(async (c, next) => {
  c.header('cache-control', 'no-store')
  c.header('x-robots-tag', 'noindex')
  await next()
})

/** The context of a signed-in person, where a middleware has made sure of it. */
export const ctxActeur = (c: Ctx): ContexteActeur => {
  if (!c.var.ctx.acteur) throw new Error('route without exigeCompte')
  return c.var.ctx as ContexteActeur // not a copy: its instant is not known until the body is whole
}

const retourDe = (c: Ctx) => (c.req.method === 'GET' ? new URL(c.req.url).pathname + new URL(c.req.url).search : paths.espace)
const versConnexion = (c: Ctx) => `${paths.connexion}?${new URLSearchParams({ retour: retourDe(c) })}`

/** A path to come back to: ours only, never another origin (« //host », « /\host » and absolute URLs are refused). */
export const retourSur = (valeur: unknown, defaut: string = paths.espace) =>
  typeof valeur === 'string' && cheminInterne(valeur) ? valeur : defaut

/** A short answer in JSON, with its length: whatever compresses answers sees at once that there is nothing to spare. */
export function jsonCourt(c: Ctx, valeur: unknown, statut: 200 | 403 | 404 | 409 | 422 | 503 = 200) {
  const corps = JSON.stringify(valeur)
  return c.body(corps, statut, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(corps)) })
}

/** The fields of a form with their values, in their order; files are left out. What comes as an address's parameters do, as forms without files, is read at once; what is no form is refused (415). */
export async function champsEnvoyes(c: Ctx): Promise<Map<string, string[]>> {
  const genre = c.req.header('content-type') ?? ''
  const simple = genre.startsWith('application/x-www-form-urlencoded')
  if (!simple && !genre.startsWith('multipart/form-data')) throw new HTTPException(415)
  const recus = simple ? new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer())) : await c.req.formData()
  const champs = new Map<string, string[]>()
  for (const [nom, valeur] of recus) {
    if (typeof valeur !== 'string') continue
    const deja = champs.get(nom)
    if (deja) deja.push(valeur)
    else champs.set(nom, [valeur])
  }
  return champs
}

/** What the act that led here is called (`?fait=`), if the page’s table knows it. */
export const cleFait = <K extends string>(c: Ctx, table: Readonly<Record<K, unknown>>): K | undefined => {
  const cle = c.req.query('fait')
  return cle !== undefined && Object.hasOwn(table, cle) ? (cle as K) : undefined
}
/** What the page says of it. */
export const faitDe = <T>(c: Ctx, table: Readonly<Record<string, T>>): T | undefined => lireTable(table, c.req.query('fait'))
