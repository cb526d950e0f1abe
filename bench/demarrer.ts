import { type ChildProcess, spawn } from 'node:child_process'
import { OPTIONS } from './options.ts'

/** Starts the built program on a folder, and says how long until its first page. */
export async function demarrer(donnees: string, port: number) {
  const t = performance.now()
  const p = spawn(process.execPath, [...OPTIONS, 'dist/main.js'], {
    env: { PATH: process.env.PATH, GUICHET_DONNEES: donnees, PORT: String(port) },
    stdio: 'ignore',
  })
  for (;;) {
    if (p.exitCode !== null) throw new Error('the program stopped')
    const r = await fetch(`http://localhost:${port}/`).catch(() => undefined)
    if (r?.ok) break
    if (performance.now() - t > 60_000) throw new Error('no answer')
    await new Promise(ok => setTimeout(ok, 10))
  }
  const arreter = () => new Promise<void>(ok => (p.exitCode === null ? p.once('exit', () => ok()) && p.kill('SIGTERM') : ok()))
  return { ms: performance.now() - t, pid: p.pid!, arreter }
}

/** Until nothing of its demonstration is being prepared any more. */
export async function attendrePrete(site: string, p?: ChildProcess) {
  while (!(await fetch(`${site}/sante`).catch(() => undefined))?.ok) {
    if (p && p.exitCode !== null) throw new Error(`the program of ${site} stopped`)
    await new Promise(ok => setTimeout(ok, 200))
  }
}
