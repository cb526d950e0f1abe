import type { CompiledQuery } from 'kysely'
import type { Db, Tx } from './transaction.ts'

/** Holds the place of a value in a statement that is composed once. */
class Place {
  readonly nom: PropertyKey
  constructor(nom: PropertyKey) {
    this.nom = nom
  }
}
const places = new Proxy({}, { get: (_, nom) => new Place(nom) })

/** A query builder of Kysely, or its `sql`. */
type Composable<R> = { compile: (db: Db) => CompiledQuery<R> }

/**
 * A statement that every page or saving asks, composed at its first use and no more: composing one costs the program about as much as running it. `composer`
 * puts the values of `p` where they go and never looks at them, since it runs once, without them; of a list it makes `any(…)`.
 */
export function composee<P extends object, R>(composer: (tx: Tx, p: P) => Composable<R>) {
  let faite: CompiledQuery<R> | undefined
  return async (db: Db, p: P): Promise<R[]> => {
    faite ??= composer(db as Tx, places as P).compile(db)
    const parameters = faite.parameters.map(v => (v instanceof Place ? p[v.nom as keyof P] : v))
    return (await db.executeQuery<R>({ ...faite, parameters })).rows
  }
}
