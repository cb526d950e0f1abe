// The process that runs the tests stays open from one fault to the next: reading the whole program again took most of the time of each.
import { EventEmitter } from 'node:events'
import { ForksPoolWorker, type PoolOptions, type PoolWorker } from 'vitest/node'

const REPONSE = { __vitest_worker_response__: true }

/** Vitest starts and stops a process at each run; this one says yes to both and goes on, until it dies or `recommencer` is asked. */
export function ouvrirGardien() {
  let fork: ForksPoolWorker | undefined
  let pret = false
  const paroles = new EventEmitter()
  const oublier = () => {
    fork = undefined
    pret = false
  }
  const dire = (type: string) => setImmediate(() => paroles.emit('message', { type, ...REPONSE }))
  const creer = (options: PoolOptions): PoolWorker => ({
    name: 'gardé',
    cacheFs: true,
    on: (evenement, f) => {
      fork?.on(evenement, f)
      if (evenement === 'message') paroles.on(evenement, f)
    },
    off: (evenement, f) => {
      fork?.off(evenement, f)
      paroles.off(evenement, f)
    },
    send: message => {
      const { type } = message as { type?: string }
      if (type === 'stop') dire('stopped')
      else if (type === 'start' && pret) dire('started')
      else {
        pret = true
        fork?.send(message)
      }
    },
    start: async () => {
      if (fork) return
      fork = new ForksPoolWorker(options)
      await fork.start()
      fork.on('exit', oublier)
    },
    stop: async () => {},
    deserialize: d => d,
  })
  return {
    pool: { name: 'gardé', createPoolWorker: creer },
    recommencer: async () => {
      const f = fork
      oublier()
      await f?.stop()
    },
  }
}
