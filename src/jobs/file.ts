import { EventEmitter } from 'node:events'
import { type ParsedCronItem, type Runner, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'

export type File = { noms: () => readonly string[]; stop: () => Promise<void> }
type Reglages = {
  pool: pg.Pool
  concurrence: number
  taches: TaskList
  cron?: ParsedCronItem[]
  onError: (tache: string, e: unknown) => void
}

/** A queue that stopped by itself (the database was away for long) is opened again after this. */
const REPRISE_MS = 5_000

/**
 * Takes the jobs of these names, so many at once, for as long as the process lives. A queue that gives up is opened again under another name: what it held is then a
 * dead worker's (see `tenirPresence`).
 */
export async function ouvrirFile({ pool, concurrence, taches, cron = [], onError }: Reglages): Promise<File> {
  let arret = false
  let nom: string | undefined
  let runner: Runner | undefined
  let reprise: NodeJS.Timeout | undefined

  async function ouvrir() {
    const events = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => {
      nom = workerPool.id
    })
    events.on('job:error', ({ job, error }) => onError(job.task_identifier, error))
    const celui = await run({
      pgPool: pool,
      concurrency: concurrence,
      noHandleSignals: true,
      pollInterval: 2000,
      taskList: taches,
      parsedCronItems: cron,
      logger: muet,
      events,
      // told one by one, a job whose end the database could not hear would end the process, or stay held by a worker that lives
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    })
    runner = celui
    const finie = (e?: unknown) => {
      if (arret || runner !== celui) return
      runner = undefined
      nom = undefined
      if (e) onError('file', e)
      celui.kill().catch(() => {})
      reprendre()
    }
    events.on('pool:fatalError', ({ error }) => finie(error))
    celui.promise.then(() => finie(), finie)
  }
  function reprendre() {
    if (arret) return
    reprise = setTimeout(() => {
      ouvrir().catch(e => {
        onError('file', e)
        reprendre()
      })
    }, REPRISE_MS)
  }
  await ouvrir()
  return {
    noms: () => (nom ? [nom] : []),
    stop: async () => {
      arret = true
      clearTimeout(reprise)
      await runner?.stop().catch(() => {})
    },
  }
}

const muet = { error() {}, warn() {}, info() {}, debug() {}, scope: () => muet } as never
