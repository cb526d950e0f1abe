import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import { instantDe, type Montre, montreSysteme, recoitFichiers } from './arrivee.ts'
import { comprimerPages } from './comprimer.ts'
import { type Acteur, estAgent } from './contexte.ts'
import { corpsBornes, TEXTE_MAX, TexteTropLong } from './corps.ts'
import { baseIndisponible, type Db, lireAuGuichet } from './db/db.ts'
import { limiteDebit } from './debit.tsx'
import { enLectureSeule, garderVue, suivreVue, VueFermeePage } from './features/agents/index.ts'
import { jetonDeSession, lireActeur } from './features/comptes/index.ts'
import { StockageIndisponible } from './features/fichiers/index.ts'
import { suivreReglages } from './features/guichet/index.ts'
import { nonLusDeLaSession } from './features/messages/index.ts'
import type { Ctx, Deps, Env } from './http.ts'
import { compterRequetes, type MesureHttp } from './metriques/index.ts'
import { estNotre, refuserAilleurs, refuserHote, saufUnClic } from './origine.ts'
import { paths } from './paths.ts'
import { attendrePreparation } from './preparation.tsx'
import { routes } from './routes.ts'
import { siteDe } from './site.ts'
import { tourParPersonne } from './tours.tsx'
import { PageErreur, PageTexteTropLong } from './ui/erreurs.tsx'

/** Turbo's progress bar is the one style that the policy must allow; the hash changes with Turbo and a journey checks it. */
const STYLE_TURBO = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='"
const TAILLE_FORMULAIRE = 1024 * 1024
/** Bytes that PostgreSQL keeps in no text (U+0000, halves of characters): whoever sent them is told so, nothing of ours has failed. */
const TEXTES_REFUSES = ['22021', '22P05']
/** Seconds after which to ask again. */
const ATTENTE_S = '10'
/** What reading a form throws when its bytes are not one. */
const formulaireIllisible = (e: Error) => e instanceof TypeError && e.message.includes('FormData')
/** Whoever was sending went away half-way. */
const envoiRompu = (e: Error) => e.message === 'aborted' && (e as { code?: string }).code === 'ECONNRESET'
const UN_AN = 'public, max-age=31536000, immutable'

export type AppDeps = Deps & { log?: Logger; mesure?: MesureHttp; assetsDir: string; montre?: Montre }

/** The whole HTTP application, testable without a socket. */
export function createApp(d: AppDeps) {
  const app = new Hono<Env>()
  app.use(
    '/assets/*',
    serveStatic({
      root: d.assetsDir,
      rewriteRequestPath: p => p.replace(/^\/assets/, ''),
      precompressed: true,
      onFound: (_p, c) => c.header('cache-control', UN_AN),
    }),
  )
  app.use(async (c, next) => {
    c.set('deps', d)
    c.set('adresseClient', adresseClient(c, d))
    const instant = instantDe(c, d.horloge, d.montre ?? montreSysteme)
    c.set('ctx', {
      db: d.db,
      guichetId: d.guichetId,
      acteur: null,
      get instant() {
        return instant()
      },
    })
    await journalHttp(c, d, next)
  })
  const aJour = suivreReglages(d, d.montre ?? montreSysteme)
  app.use(async (c, next) => {
    if (!d.preparation?.() && c.req.path !== paths.sante) await aJour()
    await next()
  })
  app.use(compress(), comprimerPages())
  app.use(securite(d))
  app.use(refuserHote(d))
  const notre = estNotre(d)
  app.use(saufUnClic(csrf({ origin: notre })))
  app.use(saufUnClic(refuserAilleurs(notre)))
  app.use(limiteFormulaires)
  app.use(corpsBornes)
  // nobody has been recognised yet where these refuse, and most requests ask for no page around their answer
  const siteAnonyme = (c: Ctx) => siteDe(d, c.var.ctx, c.req.path)
  if (d.preparation) app.use(attendrePreparation(d.preparation, siteAnonyme))
  if (!d.config.demonstration) app.use(limiteDebit(siteAnonyme))
  app.use(async (c, next) => {
    const jeton = jetonDeSession(c.req.header('cookie'), d)
    const [connu, nonLus] = jeton ? await quiDemande(d, jeton, montrePage(c)) : [null, 0]
    const acteur = connu && (await suivreVue({ ...d, instant: d.horloge.maintenant(), exige: !d.config.demonstration }, connu))
    if (acteur === 'finie') return c.redirect(paths.vueComme.finie, 303)
    c.var.ctx.acteur = acteur
    if (acteur?.enVue) c.var.ctx.lectureSeule = true
    c.set('nonLus', nonLus)
    c.set('site', siteDe(d, c.var.ctx, c.req.path, estAgent(acteur) ? 0 : nonLus))
    if (jeton) c.header('cache-control', 'no-store')
    await next()
  })
  app.use(garderVue)
  app.use(lireFormulaire)
  app.use(tourParPersonne(c => c.var.site))
  app.route('/', routes(d).hono)
  app.notFound(c => c.html(<PageErreur site={c.var.site} statut={404} />, 404))
  app.onError((e, c) => {
    if (c.var.ctx?.acteur?.enVue && enLectureSeule(e)) return c.html(<VueFermeePage site={c.var.site} />, 403)
    if (e instanceof TexteTropLong) return c.html(<PageTexteTropLong site={c.var.site} texte={e.texte} max={TEXTE_MAX} />, 422)
    const statut = statutDe(e)
    const reference = randomUUID().slice(0, 8)
    if (statut >= 500) d.log?.error({ err: e, reference, chemin: cheminSansSecret(c.req.path) }, 'erreur')
    if (statut === 503) c.header('retry-after', ATTENTE_S)
    if (!c.var.ctx) return c.text('Le site est momentanément indisponible.', 500)
    return c.html(<PageErreur site={c.var.site ?? siteAnonyme(c)} statut={statut} reference={reference} />, statut as 500)
  })
  return app
}

/** What an error that nobody expected is answered with: 503 for what will pass by itself (the database, the disk or the storage does not answer). */
function statutDe(e: Error): number {
  if (e instanceof HTTPException) return e.status
  if (formulaireIllisible(e) || envoiRompu(e)) return 400
  if (baseIndisponible(e) || e instanceof StockageIndisponible) return 503
  return TEXTES_REFUSES.includes((e as { code?: string }).code ?? '') ? 400 : 500
}

const montrePage = (c: Ctx) => c.req.method === 'GET' && /text\/html|\*\/\*/.test(c.req.header('accept') ?? '*/*')

/** Whoever this session is and, for the menu of a page, how many messages wait for them there; agents read theirs from their inbox. */
async function quiDemande(d: AppDeps, jeton: string, page: boolean): Promise<[Acteur | null, number]> {
  const acteur = (db: Db) => lireActeur(db, d.guichetId, jeton, !d.config.demonstration)
  if (!page) return [await acteur(d.db), 0]
  return lireAuGuichet(d.db, d.guichetId, tx => Promise.all([acteur(tx), nonLusDeLaSession(tx, d.guichetId, jeton)]))
}

/** The address of whoever asks: the socket's, or what the trusted proxy says; a header from anybody else is ignored. */
function adresseClient(c: Ctx, d: AppDeps): string {
  let socket = '127.0.0.1'
  try {
    socket = getConnInfo(c).remote.address?.replace(/^::ffff:/, '') ?? socket
  } catch {
    // no socket in tests that call the application directly
  }
  const transmise = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return d.config.PROXY_DE_CONFIANCE === socket && transmise ? transmise : socket
}

const securite = (d: AppDeps) =>
  secureHeaders({
    overwrite: false, // a downloaded piece has a stricter policy of its own
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", STYLE_TURBO],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      frameSrc: ["'self'"], // a filed piece, which alone lets itself be framed
      manifestSrc: ["'self'"],
      formAction: ["'self'", ...(d.config.PROCONNECT_ISSUER ? [new URL(d.config.PROCONNECT_ISSUER).origin] : [])],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
    referrerPolicy: 'same-origin', // « no-referrer » makes browsers without JavaScript post « Origin: null »
    xFrameOptions: 'DENY',
    strictTransportSecurity: d.urlPublique.startsWith('https:') ? 'max-age=31536000; includeSubDomains' : false,
  })

const formulaire = bodyLimit({ maxSize: TAILLE_FORMULAIRE })
const limiteFormulaires: MiddlewareHandler<Env> = (c, next) => {
  const { method, path } = c.req
  if (method === 'GET' || method === 'HEAD' || recoitFichiers(method, path)) return next()
  return annonceCourt(c) ? next() : formulaire(c, next)
}
/**
 * The form of somebody known has all come before anything looks at it: no page decides by an instant that its text could still be typed after. A stranger's is
 * read by the page that they may send it to, once it is known that they may.
 */
const lireFormulaire: typeof formulaire = async (c, next) => {
  const { method, path } = c.req
  if (c.var.ctx.acteur && method !== 'GET' && method !== 'HEAD' && !recoitFichiers(method, path)) await c.req.arrayBuffer()
  await next()
}
/** Node reads no further than an announced length: nothing has to be counted as it comes. */
const annonceCourt = (c: Ctx) =>
  c.req.header('transfer-encoding') === undefined && Number(c.req.header('content-length') ?? Number.NaN) <= TAILLE_FORMULAIRE

/** A token of a link opens what it names: it never enters a log. */
export const cheminSansSecret = (chemin: string) => {
  if (chemin.startsWith(`${paths.connexionLien}/`)) return paths.connexionLienRecu('…')
  if (chemin.startsWith(paths.nouvelles.voir(''))) return paths.nouvelles.voir('…')
  if (chemin.startsWith(paths.invitationAgent(''))) return paths.invitationAgent('…')
  return chemin.startsWith(paths.avis.voir('')) ? paths.avis.voir('…') : chemin
}

/** One line a request, with its duration and how many queries it made; the same in the figures. */
async function journalHttp(c: Ctx, d: AppDeps, next: () => Promise<void>) {
  const debut = performance.now()
  const requetes = { n: 0 }
  await compterRequetes(requetes, next)
  const ms = Math.round((performance.now() - debut) * 10) / 10
  d.mesure?.(c, ms, requetes.n)
  const { method: methode, path } = c.req
  d.log?.info({ methode, chemin: cheminSansSecret(path), statut: c.res.status, ms, requetes: requetes.n }, 'requete')
}
