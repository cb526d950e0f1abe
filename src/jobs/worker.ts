import { parseCronItems, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { BoiteDepart } from '../features/courriels/index.ts'
import { envoyerCourriel } from '../features/courriels/index.ts'
import type { Deps } from '../http.ts'

export type WorkerDeps = Pick<Deps, 'db' | 'horloge' | 'urlPublique'> & { boite: BoiteDepart; onError: (tache: string, e: unknown) => void }

const CONCURRENCE = 4
/** One connection more is kept for LISTEN, one for the cron. */
export const CONNEXIONS_WORKER = CONCURRENCE + 2

/** Every job by name. A job may run twice: each does its work at most once. */
const taches = (d: WorkerDeps): TaskList => ({
  courriel: charge => envoyerCourriel(d, charge as { id: string; guichetId: string }),
})

/** Runs the job queue on the owner's pool (the queue's tables are closed to the program's role). */
export async function demarrerWorker(pool: pg.Pool, deps: WorkerDeps) {
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCE,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: taches(deps),
    parsedCronItems: parseCronItems([]),
    logger: muet,
  })
  runner.events.on('job:error', ({ job, error }) => deps.onError(job.task_identifier, error))
  return runner
}

const muet = { error() {}, warn() {}, info() {}, debug() {}, scope: () => muet } as never
