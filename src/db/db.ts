import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './types.gen.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

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

/** A pool with time limits, UTC, plans kept by statement text, and errors that do not kill the process. */
export function openPool(connectionString: string, { max = 10, role, sansAttente, onError = () => {}, onQuery }: PoolOptions = {}) {
  const limits =
    `-c timezone=UTC -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000 ${VEILLE}` +
    (sansAttente ? ' -c synchronous_commit=off' : '')
  const pool = new pg.Pool({ connectionString, max, keepAlive: true, options: role ? `${limits} -c role=${role}` : limits })
  pool.on('error', onError)
  pool.on('connect', client => {
    client.on('error', onError) // without it, a lost connection is an uncaught exception
    nameStatements(client, onQuery)
  })
  return pool
}

/** Kysely never names its statements; naming them by their text lets PostgreSQL keep the plan. Bounded: dynamic SQL stays unnamed. */
const names = new Map<string, string>()
function nameStatements(client: pg.PoolClient, onQuery?: () => void) {
  const query = client.query.bind(client) as (...a: unknown[]) => unknown
  client.query = ((text: unknown, values?: unknown, cb?: unknown) => {
    onQuery?.()
    if (typeof text !== 'string' || !Array.isArray(values) || !values.length) return query(text, values, cb)
    let name = names.get(text)
    if (!name && names.size < 500) {
      name = `k${names.size}`
      names.set(text, name)
    }
    return name ? query({ name, text, values }, cb) : query(text, values, cb)
  }) as typeof client.query
}

export const openDb = (pool: pg.Pool): Db => new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
/** The same tables in camelCase, for better-auth. */
export const camel = (db: Db) => db.withPlugin(new CamelCasePlugin())

/**
 * The only door to the data: one transaction that sees one guichet's rows (row-level security). Without it a query sees nothing.
 */
export const auGuichet = <T>(db: Db, guichetId: string, act: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async tx => {
    await sql`select set_config('app.guichet_id', ${guichetId}, true)`.execute(tx)
    return act(tx)
  })

/** Adds a job in the transaction of the act: it runs after commit, and not at all after a rollback. `cle` makes it unique. */
export const ajouterTache = (tx: Tx, tache: string, charge: unknown, cle?: string) =>
  sql`select ajouter_tache(${tache}, ${JSON.stringify(charge)}::json, ${cle ?? null})`.execute(tx)
