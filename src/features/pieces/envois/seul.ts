type Travail = { stop: AbortController; fini: Promise<void> }
const enCours = new Map<string, Travail>()

/**
 * Runs `f` alone for this id. Whoever comes later stops who was there (`signal`) and takes its place: after a cut the browser comes back
 * before the server has seen that the former connection is dead.
 */
export async function seul<T>(id: string, f: (signal: AbortSignal) => Promise<T>): Promise<T> {
  for (let avant = enCours.get(id); avant; avant = enCours.get(id)) {
    avant.stop.abort()
    await avant.fini
  }
  const stop = new AbortController()
  const travail = f(stop.signal)
  const fini = travail.then(
    () => {},
    () => {},
  )
  enCours.set(id, { stop, fini: fini.then(() => void enCours.delete(id)) })
  return travail
}
