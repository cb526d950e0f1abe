import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Avancement, OptionsScenario, ResultatScenario } from './calculer.ts'
import { compilerHighs } from './code-highs.ts'
import type { Explication } from './expliquer.ts'
import { type Probleme, probleme as schema } from './probleme.ts'
import type { Allocation } from './resoudre.ts'

/** With which engine a result was found: kept beside it, so that a replay says whether it is the same. */
export const MOTEUR = 'HiGHS 1.15.3'

export type Demandes = {
  calculer: { probleme: Probleme } & OptionsScenario
  expliquer: { probleme: Probleme; allocation: Allocation; id: string; limiteMs: number }
}
type Resultats = { calculer: ResultatScenario; expliquer: Explication }
export type Tache = keyof Demandes
/** `code`: the solver's, compiled once for all threads. */
export type DonneesDuWorker<T extends Tache> = { tache: T; demande: Demandes[T]; code: WebAssembly.Module }
export type MessageDuWorker = { avancement: Avancement } | { resultat: Resultats[Tache] }
/** `annule`: the signal said stop. */
export type Lancement<R> = R | { statut: 'annule' }
export type OptionsLancement = { signal?: AbortSignal; suivre?: (a: Avancement) => void }

/** In the sources the worker is TypeScript; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './optimiser.worker.ts' : './optimiser.worker.js', import.meta.url)
/** Solving is capped by its own limits: a thread that outlives them all by this much is lost, and is stopped. */
const GRACE_MS = 30_000

/** Calculations at once: every processor but one, which serves the pages. */
export const CALCULS_MAX = Math.max(1, availableParallelism() - 1)
/** Short questions (why this dossier, is it the same again) have as many threads of their own; the others wait for one, the first come first. */
const questions = { libres: CALCULS_MAX, attente: [] as (() => void)[] }

async function aSonTour<R>(faire: () => Promise<R>): Promise<R> {
  if (questions.libres > 0) questions.libres--
  else await new Promise<void>(resolve => questions.attente.push(resolve))
  try {
    return await faire()
  } finally {
    const suivant = questions.attente.shift()
    if (suivant) suivant()
    else questions.libres++
  }
}

/** Runs the optimiser in a thread of its own, so that no page waits for it. Rejects only on a fault of ours. */
export const lancerScenario = ({ probleme, ...o }: Demandes['calculer'], options: OptionsLancement = {}) =>
  lancer('calculer', { probleme: schema.parse(probleme), ...o }, 3 * o.limiteMs, options)

/** The same for a page that waits for the answer. */
export const rejouerCalcul = (d: Demandes['calculer'], options: OptionsLancement = {}) => aSonTour(() => lancerScenario(d, options))

/** Why one dossier is in or out of an allocation, in a thread as well, for a page that waits for the answer. */
export const lancerExplication = (d: Demandes['expliquer'], options: OptionsLancement = {}) =>
  aSonTour(() => lancer('expliquer', d, d.limiteMs, options))

async function lancer<T extends Tache>(
  tache: T,
  demande: Demandes[T],
  delaiMs: number,
  { signal, suivre }: OptionsLancement,
): Promise<Lancement<Resultats[T]>> {
  const code = await compilerHighs()
  if (signal?.aborted) return { statut: 'annule' }
  const worker = new Worker(FICHIER, { workerData: { tache, demande, code } satisfies DonneesDuWorker<T> })
  return new Promise<Lancement<Resultats[T]>>((resolve, reject) => {
    const annuler = () => resolve({ statut: 'annule' })
    signal?.addEventListener('abort', annuler)
    const minuterie = setTimeout(() => reject(new Error(`optimiser: no answer in ${delaiMs + GRACE_MS} ms`)), delaiMs + GRACE_MS)
    worker.on('message', (m: MessageDuWorker) => ('avancement' in m ? suivre?.(m.avancement) : resolve(m.resultat as Resultats[T])))
    worker.on('error', reject)
    worker.on('exit', code => reject(new Error(`optimiser: the thread stopped (code ${code})`)))
    worker.once('exit', () => signal?.removeEventListener('abort', annuler))
    worker.once('exit', () => clearTimeout(minuterie))
  }).finally(() => worker.terminate())
}
