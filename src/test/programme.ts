import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** The built program, run as a person runs it: its own process, its own port, its own data folder. */
export type Programme = {
  url: string
  processus: ChildProcess
  sortie: () => string
  arreter: (signal?: NodeJS.Signals) => Promise<number | null>
}

const DELAI_MS = 90_000
/** What `npm run livraison` has made, when that is what is tried: its files, on its own Node. */
export const LIVRAISON = process.env.GUICHET_LIVRAISON

export async function portLibre(): Promise<number> {
  const s = createServer()
  await new Promise<void>(done => s.listen(0, '127.0.0.1', done))
  const { port } = s.address() as { port: number }
  await new Promise(done => s.close(done))
  return port
}

/** Starts the program and waits until it is ready, or (`pret: false`) until it answers, `delaiMs` at most. Rejects with what it printed when it stops instead. */
export async function lancer(
  env: Record<string, string>,
  cwd = LIVRAISON ?? process.cwd(),
  { pret = true, delaiMs = DELAI_MS } = {},
): Promise<Programme> {
  if (!existsSync(join(cwd, 'dist/main.js'))) throw new Error('dist/ is missing: npm test builds it (node scripts/build.mjs)')
  const port = env.PORT ?? String(await portLibre())
  const processus = spawn(LIVRAISON ? join(LIVRAISON, 'node_modules/.bin/node') : process.execPath, ['dist/main.js'], {
    env: { PATH: process.env.PATH, ...env, PORT: port },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let texte = ''
  for (const flux of [processus.stdout!, processus.stderr!])
    flux.on('data', b => {
      texte += b
    })
  const fin = new Promise<number | null>(done => processus.once('exit', code => done(code)))
  const url = `http://localhost:${port}`
  const limite = Date.now() + delaiMs
  for (;;) {
    if (processus.exitCode !== null || processus.signalCode) throw new Error(texte)
    const reponse = await fetch(`${url}/sante`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    if ((pret ? reponse?.ok : reponse) && texte.includes('Guichet territorial :')) break
    if (Date.now() > limite) {
      processus.kill('SIGKILL')
      throw new Error(`no answer after ${delaiMs} ms: ${texte}`)
    }
    await new Promise(r => setTimeout(r, 50))
  }
  const arreter = (signal: NodeJS.Signals = 'SIGTERM') => {
    processus.kill(signal)
    return fin
  }
  return { url, processus, sortie: () => texte, arreter }
}
