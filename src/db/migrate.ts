import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { DemarrageImpossible } from './pg-embarque.ts'

const MIGRATIONS = new URL('./migrations/', import.meta.url)
const LOCK = 7001
const PREPARATION = 7000
/** What the migrations are written in: generated columns that change their expression (0011) came with it. */
const VERSION_MINIMALE = 17
/** While a migration waits for a table, everybody waits behind it: it gives up, lets them pass, and tries again. */
const ATTENTE_VERROU = '3s'
const ESSAIS = 20
const ATTENTE_TOUR_MS = 100
const PAUSE_MS = 1500
const VERROU_REFUSE = '55P03'
/** First line of a migration whose statements go one by one, outside a transaction: what PostgreSQL asks of `create index concurrently`. */
const HORS_TRANSACTION = '-- hors transaction'

/** Files that were mended after some databases had applied them: what they were then is accepted there, and what it got wrong is made again by a later one. */
const ANCIENNES: Record<string, string> = {
  '0011_suite.sql': 'd982161ad516256139a6b74e0d3db369c4f42c3ef8ed3d234dac263d7f4b86b7',
  '0020_sans_suite_gel.sql': '7dd72d5c6d235ca536890605be58812c9ef67b05e1c08fffcf11490bd8147f41',
  '0023_compte_des_commandes.sql': '0f538660bb5749ec1a458ddf98138ad68ec5510099f612d1bb224a36126ac6a7',
}

/**
 * Brings the database to this version: the job queue's tables, then `migrations/NNNN_*.sql` in order, one transaction each, under a lock so
 * that several processes may start at once. @throws {DemarrageImpossible} when the database cannot be reached, is newer than the program, or a file was edited.
 */
export async function migrate(connectionString: string, dossier = MIGRATIONS): Promise<void> {
  const client = await ouvrir(connectionString)
  try {
    await prendre(client, LOCK)
    const done = await applied(client)
    const files = await fichiers(dossier)
    const inconnue = [...done.keys()].find(nom => !files.includes(nom))
    if (inconnue)
      throw new DemarrageImpossible(
        `La base vient d’une version plus récente du guichet (migration ${inconnue}). Installez cette version, ou reprenez une sauvegarde.`,
      )
    if (done.size === 0) await runMigrations({ connectionString, logger: muet })
    for (const nom of files) await apply(client, new URL(nom, dossier), nom, done)
  } finally {
    await client.end()
  }
}

/** Runs `f` alone among the processes that prepare this database. */
export async function sousVerrou<T>(connectionString: string, f: () => Promise<T>): Promise<T> {
  const client = await ouvrir(connectionString)
  try {
    await prendre(client, PREPARATION)
    return await f()
  } finally {
    await client.end()
  }
}

/**
 * For a process that does not prepare the database: has each migration of this program been applied? A newer database is accepted, since a version keeps what the one
 * before reads and writes (docs/ARCHITECTURE.md). @throws {DemarrageImpossible} when it is older, or cannot be reached.
 */
export async function verifierBase(connectionString: string): Promise<void> {
  const client = await ouvrir(connectionString)
  try {
    const { rows } = await client.query<{ nom: string }>('select nom from migration').catch(e => {
      if (e.code === '42P01') return { rows: [] }
      throw e
    })
    const faites = new Set(rows.map(r => r.nom))
    const manque = (await fichiers(MIGRATIONS)).find(f => !faites.has(f))
    if (manque) throw new DemarrageImpossible(`La base n’est pas à jour (il y manque ${manque}). Lancez d’abord GUICHET_ROLE=migrer.`)
  } finally {
    await client.end()
  }
}

/** Asked again and again: a statement that waits for a lock is one that an index made beside the others waits for, and neither would end. */
async function prendre(client: pg.Client, verrou: number) {
  for (;;) {
    const { rows } = await client.query<{ pris: boolean }>('select pg_try_advisory_lock($1) as pris', [verrou])
    if (rows[0]!.pris) return
    await sleep(ATTENTE_TOUR_MS)
  }
}

const fichiers = async (dossier: URL) => (await readdir(dossier)).filter(f => f.endsWith('.sql')).sort()

async function ouvrir(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // the query under way tells it
  try {
    await client.connect()
  } catch (e) {
    await client.end().catch(() => {})
    throw new DemarrageImpossible(
      `La base ne s’ouvre pas : ${(e as Error).message || (e as { code?: string }).code}. Vérifiez DATABASE_URL.`,
    )
  }
  const { rows } = await client.query<{ v: number }>("select current_setting('server_version_num')::int / 10000 as v")
  if (rows[0]!.v >= VERSION_MINIMALE) return client
  await client.end()
  throw new DemarrageImpossible(`La base est en PostgreSQL ${rows[0]!.v} : il faut PostgreSQL ${VERSION_MINIMALE} ou plus récent.`)
}

async function applied(client: pg.Client) {
  await client.query(
    'create table if not exists migration (nom text primary key, sha256 text not null, appliquee_le timestamptz not null default now())',
  )
  const { rows } = await client.query<{ nom: string; sha256: string }>('select nom, sha256 from migration')
  return new Map(rows.map(r => [r.nom, r.sha256]))
}

async function apply(client: pg.Client, fichier: URL, nom: string, done: Map<string, string>) {
  const text = await readFile(fichier, 'utf8')
  const sha256 = createHash('sha256').update(text).digest('hex')
  if (done.has(nom)) {
    if (![sha256, ANCIENNES[nom]].includes(done.get(nom)))
      throw new DemarrageImpossible(`La migration ${nom} a changé depuis qu’elle a été appliquée.`)
    return
  }
  await client.query(`set lock_timeout = '${ATTENTE_VERROU}'`)
  for (let essai = 1; ; essai++) {
    try {
      if (text.startsWith(HORS_TRANSACTION)) await parInstructions(client, text)
      else await client.query('begin').then(() => client.query(text))
      await client.query('insert into migration (nom, sha256) values ($1, $2)', [nom, sha256])
      await client.query('commit')
      return
    } catch (e) {
      await client.query('rollback')
      if ((e as { code?: string }).code !== VERROU_REFUSE || essai === ESSAIS) throw enClair(nom, e)
    }
    await sleep(PAUSE_MS)
  }
}

/** Statements end a line with « ; ». An index that a cut left half made is made again: `if not exists` would take it for done. */
async function parInstructions(client: pg.Client, text: string) {
  const { rows } = await client.query<{ nom: string }>(
    `select i.indexrelid::regclass::text as nom from pg_index i join pg_class c on c.oid = i.indexrelid
     where not i.indisvalid and c.relnamespace = 'public'::regnamespace`,
  )
  for (const { nom } of rows) await client.query(`drop index concurrently ${nom}`)
  for (const instruction of text.split(/;[ \t]*(?:\n|$)/)) if (instruction.replace(/^--.*$/gm, '').trim()) await client.query(instruction)
  await client.query('begin')
}

function enClair(nom: string, e: unknown): Error {
  const { code, message } = e as { code?: string; message: string }
  if (code === '42501')
    return new DemarrageImpossible(
      `Il manque un droit au propriétaire de la base (migration ${nom}) : ${message}. Voyez docs/exploitation.md.`,
    )
  if (code === VERROU_REFUSE)
    return new DemarrageImpossible(`La migration ${nom} n’a pas pu passer : une table est restée prise. Rien n’en est gardé, recommencez.`)
  return new Error(`migration ${nom}: ${message}`, { cause: e })
}

const muet = { error() {}, warn() {}, info() {}, debug() {}, scope: () => muet } as never
