import { EventEmitter } from 'node:events'
import { type ParsedCronItem, type Runner, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'

export type File = { runner: () => Runner | undefined; noms: () => readonly string[]; stop: () => Promise<void> }
type Reglages = {
  pool: pg.Pool
  concurrence: number
  taches: TaskList
  cron?: ParsedCronItem[]
  onError: (tache: string, e: unknown) => void
}

/** A queue that stopped by itself (the database was away for long) is opened again after this. */
const REPRISE_MS = 5_000

/** Takes the jobs of these names, so many at once, for as long as the process lives: a queue that gives up is opened again. */
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
    runner = await run({
      pgPool: pool,
      concurrency: concurrence,
      noHandleSignals: true,
      pollInterval: 2000,
      taskList: taches,
      parsedCronItems: cron,
      logger: muet,
      events,
    })
    runner.promise.catch(e => !arret && onError('file', e)).finally(reprendre)
  }
  function reprendre() {
    nom = undefined
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
    runner: () => runner,
    noms: () => (nom ? [nom] : []),
    stop: async () => {
      arret = true
      clearTimeout(reprise)
      await runner?.stop().catch(() => {})
    },
  }
}

const muet = { error() {}, warn() {}, info() {}, debug() {}, scope: () => muet } as never
