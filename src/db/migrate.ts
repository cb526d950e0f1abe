import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { DemarrageImpossible } from './pg-embarque.ts'

const folder = new URL('./migrations/', import.meta.url)
const LOCK = 7001

/**
 * Brings the database to this version: the job queue's tables, then `migrations/NNNN_*.sql` in order, one transaction each, under a lock so
 * that several processes may start at once. @throws {DemarrageImpossible} when the database is newer than the program, or a file was edited.
 */
export async function migrate(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const done = await applied(client)
    const files = (await readdir(folder)).filter(f => f.endsWith('.sql')).sort()
    const inconnue = [...done.keys()].find(nom => !files.includes(nom))
    if (inconnue)
      throw new DemarrageImpossible(
        `La base vient d’une version plus récente du guichet (migration ${inconnue}). Installez cette version, ou reprenez une sauvegarde.`,
      )
    if (done.size === 0) await runMigrations({ connectionString, logger: muet })
    for (const nom of files) await apply(client, nom, done)
  } finally {
    await client.end()
  }
}

async function applied(client: pg.Client) {
  await client.query(
    'create table if not exists migration (nom text primary key, sha256 text not null, appliquee_le timestamptz not null default now())',
  )
  const { rows } = await client.query<{ nom: string; sha256: string }>('select nom, sha256 from migration')
  return new Map(rows.map(r => [r.nom, r.sha256]))
}

async function apply(client: pg.Client, nom: string, done: Map<string, string>) {
  const text = await readFile(new URL(nom, folder), 'utf8')
  const sha256 = createHash('sha256').update(text).digest('hex')
  if (done.has(nom)) {
    if (done.get(nom) !== sha256) throw new DemarrageImpossible(`La migration ${nom} a changé depuis qu’elle a été appliquée.`)
    return
  }
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migration (nom, sha256) values ($1, $2)', [nom, sha256])
    await client.query('commit')
  } catch (e) {
    await client.query('rollback')
    throw new Error(`migration ${nom}: ${(e as Error).message}`, { cause: e })
  }
}

const muet = { error() {}, warn() {}, info() {}, debug() {}, scope: () => muet } as never
