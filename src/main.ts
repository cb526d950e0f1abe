import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Registry } from 'prom-client'
import paquet from '../package.json' with { type: 'json' }
import { createApp } from './app.tsx'
import { fermerAtelier } from './atelier/index.ts'
import { type Config, lireConfig } from './config.ts'
import { openDb, openPool } from './db/db.ts'
import { suivreHorloge } from './db/jour.ts'
import { choisirDossier, DemarrageImpossible, demarrerPgEmbarque } from './db/pg-embarque.ts'
import { fermerSalles } from './features/comite/index.ts'
import { creerBoiteDepart } from './features/courriels/index.ts'
import { fermerDocuments } from './features/documents/index.ts'
import { ouvrirStockage } from './features/fichiers/index.ts'
import { differences, direDifference, idDuSlug, reglerHorloge, reprendreHorloge, reprendreReglages } from './features/guichet/index.ts'
import { ouvrirSceau } from './features/sceaux/index.ts'
import { baseRepond } from './features/site/index.ts'
import type { Avancement } from './http.ts'
import { CONNEXIONS_TACHES, CONNEXIONS_WORKER, demarrerWorker } from './jobs/worker.ts'
import { creerJournal } from './journal-technique.ts'
import { instantDeParis } from './lib/dates.ts'
import { horlogeReglable, horlogeSysteme } from './lib/horloge.ts'
import { mesurerFile, mesurerHttp, mesurerPool, noterRequete, ouvrirRegistre, servirMetriques } from './metriques/index.ts'
import { chronometre } from './preparation.tsx'
import { type Acces, accesEmbarque, preparer, preparerEmbarquee, retrouver } from './preparer.ts'
import { ouvrirServeur } from './serveur.ts'
import { assetsDuTheme, type Manifeste, type Theme } from './ui/site.ts'

/** The one entry: database, web and jobs in one process, or the one of these that GUICHET_ROLE names. */
const DEPART_DEMO = instantDeParis('2021-09-13T10:00:00')
const ATTENTE_ARRET_MS = 10_000

try {
  await demarrer(lireConfig(process.env))
} catch (e) {
  if (!(e instanceof DemarrageImpossible)) throw e
  console.error(`\n  ${e.message}\n`)
  process.exit(1)
}

async function demarrer(config: Config) {
  const { GUICHET_ROLE: role } = config
  const log = creerJournal(config.demonstration ? 'warn' : 'info')
  const { dossier, deplace } = choisirDossier(config.GUICHET_DONNEES)
  mkdirSync(dossier, { recursive: true, mode: 0o755 })
  const embarquee = !config.DATABASE_URL && role !== 'web'
  const dossierPg = join(dossier, 'pg')
  const acces = embarquee ? accesEmbarque(dossierPg) : accesExterne(config)
  const guichetId = idDuSlug(config.guichet.slug)
  const manifeste = JSON.parse(readFileSync(new URL('./public/assets.json', import.meta.url), 'utf8')) as Manifeste
  const urlPublique = config.URL_PUBLIQUE ?? `http://localhost:${config.PORT}`
  const reglable = config.demonstration ? horlogeReglable(DEPART_DEMO) : undefined
  const horloge = reglable ?? horlogeSysteme
  const outils = {
    config,
    urlPublique,
    secret: config.SECRET ?? secretLocal(dossier),
    stockage: await ouvrirStockage(config, join(dossier, 'fichiers')),
    sceau: await ouvrirSceau(config, join(dossier, 'sceau.pem')),
    assets: (theme: Theme) => assetsDuTheme(manifeste, theme),
  }

  let arretEnCours = false
  const onError = (e: Error & { code?: string }) => {
    if (!arretEnCours) log.error({ err: e }, 'connexion perdue avec la base')
  }
  const parRole = acces.role ? { role: acces.role } : {}
  const duProgramme = (max: number) => openPool(acces.appUrl, { max, onError, onQuery: noterRequete, ...parRole })
  const pool = duProgramme(config.BASE_CONNEXIONS)
  const db = openDb(pool)
  const duree = chronometre()
  let avancement: Avancement | undefined = config.demonstration ? { etape: 'base' } : undefined
  const preparation = config.demonstration ? { preparation: () => avancement } : {}
  suivreHorloge(guichetId, horloge)
  const deps = { ...outils, db, guichetId, horloge, ...preparation }
  const registre =
    config.METRIQUES_PORT === undefined ? undefined : ouvrirRegistre({ version: paquet.version, dossier, guichet: config.guichet.slug })

  // a demonstration answers while it is prepared, and says so; in production a process that answers is one that can be used
  let pages = config.demonstration ? await ouvrirPages() : undefined
  const embarque = embarquee ? await demarrerPgEmbarque(dossierPg) : undefined
  await preparerBase()
  if (role === 'migrer') {
    console.log('La base est prête.')
    process.exit(0)
  }
  await reprendreReglages(deps)
  direAutreFichier()
  if (reglable) await reprendreHorloge(db, guichetId, reglable)
  const travaux = role === 'web' ? undefined : await ouvrirTravaux()
  const metriques = registre && (await ouvrirMetriques(registre))
  if (config.demonstration) console.log(`  Prêt : ${duree.dire()}.\n`)
  avancement = undefined
  if (role !== 'taches') pages ??= await ouvrirPages()
  else annoncer(config, `tâches de fond${metriques ? `, mesures sur http://localhost:${metriques.port}/metrics` : ''}`, dossier, deplace)

  async function preparerBase() {
    if (role !== 'tout' && role !== 'migrer') return retrouver(acces, config)
    const avancer = (a: Avancement) => {
      duree.noter(a.etape)
      avancement = a
    }
    const remplissage = { ...outils, horloge: { maintenant: () => DEPART_DEMO }, avancer }
    return embarquee ? preparerEmbarquee(dossierPg, config, remplissage) : preparer(acces, config, remplissage)
  }

  const noter = reglable && setInterval(() => reglerHorloge(db, guichetId, reglable, horloge.maintenant()).catch(onError), 60_000)

  /** The database holds the settings: a file that says something else is told, and applied by a command alone. */
  function direAutreFichier() {
    const autres = differences(config.guichet, config.installation)
    if (autres.length === 0) return
    const mots = autres.map(direDifference).join(' ; ')
    log.warn(`Le fichier d’installation dit autre chose (${mots}). La base vaut ; pour appliquer le fichier : npm run guichet:appliquer`)
  }

  /** Jobs have pools of their own: what they wait for keeps no page waiting. */
  async function ouvrirTravaux() {
    const owner = openPool(acces.ownerUrl, { max: CONNEXIONS_WORKER, onError })
    const taches = duProgramme(CONNEXIONS_TACHES)
    if (!config.demonstration && !config.SMTP_URL) log.warn('SMTP_URL n’est pas réglé : aucun courriel ne part')
    if (!outils.sceau) log.warn('SCEAU_CLE et SCEAU_CERTIFICAT ne sont pas réglés : les documents partent sans sceau')
    const boite = creerBoiteDepart({ smtpUrl: config.SMTP_URL, expediteur: config.SMTP_EXPEDITEUR })
    const dire = (tache: string, e: unknown) => log.error({ err: e, tache }, 'tâche')
    const worker = await demarrerWorker(owner, { ...deps, db: openDb(taches), boite, onError: dire })
    const fermer = async () => {
      await worker.stop()
      await taches.end()
      await owner.end()
    }
    return { owner, taches, fermer }
  }

  /** Resolves once they answer. @throws {DemarrageImpossible} when the port is taken. */
  async function ouvrirPages() {
    const mesure = registre ? { mesure: mesurerHttp(registre) } : {}
    const app = createApp({ ...deps, log, ...mesure, assetsDir: new URL('./public', import.meta.url).pathname })
    const server = ouvrirServeur({ fetch: app.fetch, port: config.PORT, hostname: config.HOTE })
    await once(server, 'listening').catch(e => {
      throw new DemarrageImpossible(portPris(e, config.PORT))
    })
    server.on('error', err => log.error({ err }, 'serveur'))
    annoncer(config, urlPublique, dossier, deplace)
    return server
  }

  async function ouvrirMetriques(r: Registry) {
    mesurerPool(r, { pages: pool, ...(travaux ? { taches: travaux.taches, file: travaux.owner } : {}) })
    if (travaux) mesurerFile(r, travaux.owner, guichetId)
    const { METRIQUES_PORT: port = 0, METRIQUES_HOTE: hote } = config
    return await servirMetriques({ port, hote, registre: r, baseRepond: () => baseRepond(db) }).catch(e => {
      throw new DemarrageImpossible(portPris(e, port))
    })
  }

  /** HTTP first, then jobs, pools, and the database last: what has begun ends. */
  async function arreter(message?: string, code = 0) {
    if (arretEnCours) process.exit(1)
    arretEnCours = true
    if (message) console.error(`\n  ${message}\n`)
    setTimeout(() => process.exit(1), ATTENTE_ARRET_MS).unref()
    clearInterval(noter)
    fermerSalles()
    await new Promise<void>(done => {
      if (!pages?.listening) return done()
      fermerPages(pages, done)
    })
    await travaux?.fermer()
    await fermerDocuments()
    await fermerAtelier()
    if (metriques) await metriques.fermer()
    await pool.end()
    await embarque?.stop()
    process.exit(code)
  }
  process.on('SIGTERM', () => void arreter())
  process.on('SIGINT', () => void arreter())
  embarque?.onExit(() => {
    if (!arretEnCours) void arreter('PostgreSQL s’est arrêté : le guichet s’arrête aussi. Relancez-le.', 1)
  })
  surveillerParent(() => void arreter())
}

/** What is being answered ends; a line kept open by a browser or a proxy closes after its answer, not LIGNE_OUVERTE_MS later. */
function fermerPages(pages: Server, fini: () => void) {
  const vider = setInterval(() => pages.closeIdleConnections(), 50)
  pages.prependListener('request', (_, reponse) => reponse.setHeader('connection', 'close'))
  pages.close(() => {
    clearInterval(vider)
    fini()
  })
}

/** Any PostgreSQL ≥ 17: its owner, and the program's role, by a login of its own where there is one. */
function accesExterne({ DATABASE_URL: ownerUrl = '', DATABASE_URL_APP: appUrl }: Config): Acces {
  return appUrl ? { ownerUrl, appUrl } : { ownerUrl, appUrl: ownerUrl, role: 'guichet_app' }
}

/** The demonstration's own secret, made once and kept with its data, so that sessions survive a restart. */
function secretLocal(dossier: string): string {
  const fichier = join(dossier, 'secret')
  try {
    return readFileSync(fichier, 'utf8')
  } catch {
    const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
    writeFileSync(fichier, secret, { mode: 0o600 })
    return secret
  }
}

function portPris(e: NodeJS.ErrnoException, port: number): string {
  if (e.code !== 'EADDRINUSE') return `Le serveur n’a pas pu s’ouvrir : ${e.message}`
  return `Le port ${port} est déjà pris. Arrêtez l’autre programme, ou choisissez un port : PORT=3001 npm start`
}

function annoncer(config: Config, url: string, dossier: string, deplace: boolean) {
  const lignes = [`Guichet territorial : ${url}`]
  if (config.demonstration) lignes.push(`Changer de rôle ou de date : ${url}/demo`)
  lignes.push(`Données : ${dossier}`)
  if (deplace)
    lignes.push(`(PostgreSQL ne peut pas entrer dans ${config.GUICHET_DONNEES} : ses données sont gardées à l’adresse ci-dessus)`)
  console.log(`\n${lignes.map(l => `  ${l}`).join('\n')}\n`)
}

/** Started by npm and npm killed: do not stay behind, holding the port. */
function surveillerParent(fin: () => void) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && fin(), 1000).unref()
}
