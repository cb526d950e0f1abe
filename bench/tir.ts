import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** Answers got in `ms`, and how long each took (milliseconds, in order). */
export type Tir = { nombre: number; ms: number; durees: number[]; prises?: number }

/** `clients` loops at once until `dureeMs`; one ends early when there is nothing left to do. */
export async function tirer(clients: number, dureeMs: number, une: (client: number) => Promise<boolean>): Promise<Tir> {
  const durees: number[] = []
  const debut = performance.now()
  const boucle = async (client: number) => {
    for (let t = performance.now(); t - debut < dureeMs; t = performance.now()) {
      if (!(await une(client))) return
      durees.push(performance.now() - t)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, i) => boucle(i)))
  return { nombre: durees.length, ms: performance.now() - debut, durees: durees.sort((a, b) => a - b) }
}

/** In a process of its own: does what its parent asks, one demand at a time. */
export const surDemande = <T>(f: (demande: T) => Promise<unknown>) =>
  process.on('message', async (demande: T) => {
    try {
      process.send!({ fait: await f(demande) })
    } catch (e) {
      process.send!({ erreur: (e as Error).message })
    }
  })

/** The parent's side. */
export function ouvrirProcessus<T>(fichier: URL, env: Record<string, string> = {}) {
  const p: ChildProcess = fork(fichier, { env: { PATH: process.env.PATH, ...env } as NodeJS.ProcessEnv, serialization: 'advanced' })
  return {
    demander: async (demande: T): Promise<Tir> => {
      p.send(demande as never)
      const [{ fait, erreur }] = (await once(p, 'message')) as [{ fait: Tir; erreur?: string }]
      if (erreur) throw new Error(erreur)
      return fait
    },
    fermer: () => p.kill(),
  }
}
