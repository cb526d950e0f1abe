import type { Socket } from 'node:net'
import { CamelCasePlugin, sql } from 'kysely'
import pg from 'pg'
import type { Db, Tx } from './transaction.ts'

export { composee } from './composee.ts'
export { auGuichet, type Db, ecrireALaFin, idPris, lireAuGuichet, openDb, planifier, type Tx } from './transaction.ts'

const { INT8, DATE } = pg.types.builtins
pg.types.setTypeParser(INT8, s => (Number.isSafeInteger(Number(s)) ? Number(s) : BigInt(s)) as never)
pg.types.setTypeParser(DATE, s => s) // a civil date is a string, never a Date at local midnight

/** `sansAttente`: commits don't wait for the disk; only for what can be made again (the demonstration's first filling). */
export type PoolOptions = {
  sansAttente?: boolean
  max?: number
  role?: string
  onError?: (e: Error) => void
  onQuery?: () => void
}

/** A peer that vanished without a word (its machine stopped) is given up after a minute: its locks with it. */
const VEILLE = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3'

/** Whoever finds no connection in that time is told so: while the database moves to another server, a page that waits for ever loses what was typed. */
const ATTENTE_CONNEXION_MS = 20_000

/** A pool with time limits, UTC, plans kept by statement text, statements sent without waiting for one another, and errors that do not kill the process. */
export function openPool(
  connectionString: string,
  { max = 10, role, sansAttente, onError = () => {}, onQuery = () => {} }: PoolOptions = {},
) {
  const limits =
    `-c timezone=UTC -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000 ${VEILLE}` +
    (sansAttente ? ' -c synchronous_commit=off' : '')
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: ATTENTE_CONNEXION_MS,
    keepAlive: true,
    pipeline: true,
    options: role ? `${limits} -c role=${role}` : limits,
  })
  pool.on('error', onError)
  pool.on('connect', client => {
    client.on('error', onError) // without it, a lost connection is an uncaught exception
    nameStatements(client, onQuery)
  })
  return pool
}

/**
 * Kysely never names its statements; naming them by their text lets PostgreSQL keep the plan. Bounded: dynamic SQL stays unnamed. Those asked in one turn
 * of the program leave in one write.
 */
const names = new Map<string, string>()
function nameStatements(client: pg.PoolClient, onQuery: () => void) {
  const query = client.query.bind(client) as (...a: unknown[]) => unknown
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  const grouper = () => {
    if (stream.writableCorked > 0) return
    stream.cork()
    process.nextTick(() => stream.uncork())
  }
  client.query = ((text: unknown, values?: unknown, cb?: unknown) => {
    onQuery()
    grouper()
    if (typeof text !== 'string' || !Array.isArray(values) || !values.length) return query(text, values, cb)
    let name = names.get(text)
    if (!name && names.size < 500) {
      name = `k${names.size}`
      names.set(text, name)
    }
    return name ? query({ name, text, values }, cb) : query(text, values, cb)
  }) as typeof client.query
}

/** Connections refused, cut or not had in time; servers that stop, start or have no connection left (classes 08 and 57, 53300); no room left to write (53100). */
const INDISPONIBLE = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08.{3}|57P0[1-5]|53300|53100)$/
const SANS_CODE = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/
/** Whether an error says that the database cannot be reached or written for now, and not that something of ours is wrong. */
export function baseIndisponible(e: unknown): boolean {
  const { code, syscall, message } = e as { code?: string; syscall?: string; message?: string }
  if (code === 'ENOENT') return syscall === 'connect'
  return code ? INDISPONIBLE.test(code) : SANS_CODE.test(message ?? '')
}

/** The same tables in camelCase, for better-auth. */
export const camel = (db: Db) => db.withPlugin(new CamelCasePlugin())

/** What a job says of itself, at least: whose it is. */
export type Charge = { guichetId: string } & Record<string, unknown>
/** The name under which the queue keeps a job of a guichet: several share one database, and each has a process for its own jobs alone. */
export const tacheDe = (tache: string, guichetId: string) => `${tache}:${guichetId}`

/** Adds a job in the transaction of the act: it runs after commit, and not at all after a rollback. `cle` makes it unique. */
export const ajouterTache = (tx: Tx, tache: string, charge: Charge, cle?: string) =>
  sql`select ${tacheAjoutee(tache, charge, cle)}`.execute(tx)

/** The same as part of a statement, which adds it for each row that it has. */
export const tacheAjoutee = (tache: string, charge: Charge, cle?: string) =>
  sql<null>`ajouter_tache(${tacheDe(tache, charge.guichetId)}, ${JSON.stringify(charge)}::json, ${cle ?? null})`
