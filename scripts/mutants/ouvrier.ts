// The other end of `executer.ts`: one at a time, started again when a fault keeps it from answering.
import { fork } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Demande, Reponse } from './executer.ts'

export function ouvrirOuvrier(env: Record<string, string> = {}) {
  let p: ReturnType<typeof fork> | undefined
  let dossier = ''
  const recevoir = (limite: number) =>
    new Promise<unknown>((recu, rate) => {
      const montre = setTimeout(() => rate(new Error('délai')), limite)
      const fini = (f: (x: never) => void) => (x: unknown) => {
        clearTimeout(montre)
        p?.removeAllListeners()
        f(x as never)
      }
      p!.once('message', fini(recu)).once(
        'exit',
        fini(() => rate(new Error('arrêt'))),
      )
    })
  const ouvrir = async () => {
    dossier = mkdtempSync(join(tmpdir(), 'gm-'))
    // its PostgreSQL may run as another user
    chmodSync(dossier, 0o755)
    p = fork(join(import.meta.dirname, 'executer.ts'), {
      detached: true,
      env: { ...process.env, TMPDIR: dossier, ...env },
      stdio: ['ignore', process.env.MUTANTS_DIT ? 'inherit' : 'ignore', process.env.MUTANTS_DIT ? 'inherit' : 'ignore', 'ipc'],
    })
    await recevoir(300_000)
  }
  /** With all that it started: a loop without end hears nothing else. */
  const fermer = () => {
    p?.removeAllListeners()
    if (p?.pid && p.exitCode === null) process.kill(-p.pid, 'SIGKILL')
    p = undefined
    if (dossier) rmSync(dossier, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
  }
  return {
    demander: async (d: Demande, limite: number): Promise<Reponse | 'délai' | 'arrêt'> => {
      if (!p) await ouvrir()
      p!.send(d)
      try {
        return (await recevoir(limite)) as Reponse
      } catch (e) {
        fermer()
        return (e as Error).message === 'délai' ? 'délai' : 'arrêt'
      }
    },
    fermer,
  }
}
