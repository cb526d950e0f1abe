import { AsyncLocalStorage } from 'node:async_hooks'

/** Queries made by the request under way: for its line in the log. */
const enCours = new AsyncLocalStorage<{ n: number }>()

/** Runs `f`, and counts in `compte` the queries that it makes, however deep. */
export const compterRequetes = <T>(compte: { n: number }, f: () => Promise<T>): Promise<T> => enCours.run(compte, f)

/** Called by the pool at each query. */
export const noterRequete = () => {
  const compte = enCours.getStore()
  if (compte) compte.n++
}
