import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  PostgresQueryCompiler,
  type QueryResult,
  sql,
  Transaction,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'
import { jourDuGuichet } from './jour.ts'
import type { DB } from './types.gen.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

/**
 * « begin » leaves together with the first statement, whose answer is the first that anybody waits for. Should it fail, the guichet is not chosen either:
 * statements see and write nothing, and the commit says why.
 */
class Pilote extends PostgresDriver {
  #debuts = new WeakMap<DatabaseConnection, Promise<void>>()
  override async beginTransaction(connexion: DatabaseConnection, reglages: TransactionSettings) {
    this.#debuts.set(connexion, sansAttendre(super.beginTransaction(connexion, reglages)))
  }
  override async commitTransaction(connexion: DatabaseConnection) {
    await this.#debuts.get(connexion)
    await super.commitTransaction(connexion)
  }
}
class Dialecte extends PostgresDialect {
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver() {
    return new Pilote({ pool: this.#pool })
  }
}

export const openDb = (pool: pg.Pool): Db => new Kysely<DB>({ dialect: new Dialecte(pool) })

/** Whether this failure says that the table has a row of this id already, be it one that this guichet does not read. */
export const idPris = (e: unknown, table: string) => {
  const { code, constraint } = e as { code?: string; constraint?: string }
  return code === '23505' && constraint === `${table}_pkey`
}

/** Its failure is told where it is waited for; until then it is nobody's. */
function sansAttendre<T>(promesse: Promise<T>): Promise<T> {
  promesse.catch(() => {})
  return promesse
}

/** What each open transaction writes at its very end. */
const finales = new WeakMap<Tx, (() => Promise<unknown>)[]>()

/**
 * The door to the data, with `lireAuGuichet`: one transaction that sees one guichet's rows (row-level security). Without it a query sees nothing. Statements that do
 * not wait for one another (`Promise.all`) leave together. `lectureSeule`: whatever would write is refused by the database (25006).
 */
export async function auGuichet<T>(db: Db, guichetId: string, act: (tx: Tx) => Promise<T>, lectureSeule = false): Promise<T> {
  let ecrites: Promise<unknown> = Promise.resolve()
  try {
    return await (lectureSeule ? db.transaction().setAccessMode('read only') : db.transaction()).execute(async serie => {
      const tx = transactionPar(new ExecuteurDirect(await serie.getExecutor().provideConnection(async c => c)))
      const aLaFin: (() => Promise<unknown>)[] = []
      finales.set(tx, aLaFin)
      const choisi = sansAttendre(choisirGuichet(tx, guichetId))
      const resultat = await act(tx)
      await choisi
      ecrites = sansAttendre(Promise.all(aLaFin.map(ecrire => ecrire())))
      return resultat
    })
  } catch (e) {
    await ecrites // the commit only says that it could not be: this says why
    throw e
  }
}

/**
 * Leaves a write for the end of the transaction, sent together with its commit: what it locks is held for no longer than the database needs. Its failure
 * undoes the whole act, which then rejects with it.
 */
export async function ecrireALaFin(tx: Tx, ecrire: () => Promise<unknown>): Promise<void> {
  const aLaFin = finales.get(tx)
  if (aLaFin) aLaFin.push(ecrire)
  else await ecrire()
}

/**
 * Readings that need not wait for one another, and are all that is read: they leave with « begin », the choice of the guichet and « commit », in one exchange.
 * `lire` asks them all before it waits for any; one asked later is refused, and so is a write. Their plans are those of any value (`planifier`).
 */
export const lireAuGuichet = <T>(db: Db, guichetId: string, lire: (tx: Tx) => Promise<T>): Promise<T> =>
  db.getExecutor().provideConnection(async connexion => {
    const executeur = new ExecuteurDirect(connexion)
    const tx = transactionPar(executeur)
    const debut = sansAttendre(sql`begin read only`.execute(tx))
    const choisi = sansAttendre(choisirGuichet(tx, guichetId, true))
    const lu = sansAttendre(lire(tx))
    const fin = sansAttendre(sql`commit`.execute(tx))
    executeur.fermer()
    try {
      return await lu
    } finally {
      // the first that failed says why
      await Promise.all([debut, choisi, fin])
    }
  })

const planGeneral = sql`, set_config('plan_cache_mode', 'force_generic_plan', true)`
const choisirGuichet = (tx: Tx, guichetId: string, general = false) =>
  sql`select set_config('app.guichet_id', ${guichetId}, true), set_config('app.jour', ${jourDuGuichet(guichetId)}, true)${general ? planGeneral : sql``}`.execute(
    tx,
  )

/**
 * How what this transaction asks from now on is planned: once for any value (`general`: where the way to the rows is the same whatever is asked for, since making a
 * plan costs the database more than such a reading), each time for the values asked for (`propre`: where they say which index is worth entering), or as the database
 * sees fit.
 */
export const planifier = (tx: Tx, plan: 'general' | 'propre' | 'auto') =>
  sql`select set_config('plan_cache_mode', ${PLANS[plan]}, true)`.execute(tx)
const PLANS = { general: 'force_generic_plan', propre: 'force_custom_plan', auto: 'auto' }

/** Sends a statement as soon as it is asked: Kysely's own waits for its turn, and sends the next once the one before is answered. */
class ExecuteurDirect extends DefaultQueryExecutor {
  readonly #connexion: DatabaseConnection
  #ferme = false
  constructor(connexion: DatabaseConnection) {
    super(new PostgresQueryCompiler(), new PostgresAdapter(), { provideConnection: f => f(connexion) })
    this.#connexion = connexion
  }
  fermer() {
    this.#ferme = true
  }
  override async executeQuery<R>(instruction: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#ferme) throw new Error('asked after the end of its transaction')
    return this.#connexion.executeQuery<R>(instruction)
  }
}
const transactionPar = (executor: ExecuteurDirect): Tx => new Transaction<DB>({ ...INUTILES, executor })
/** Asked by the constructor of a transaction, which reads its executor alone. */
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('unused')) })
const INUTILES = { config: { dialect }, dialect, driver: dialect.createDriver() }
