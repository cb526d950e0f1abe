import type pg from 'pg'
import { Gauge, type Registry } from 'prom-client'

/** Connections of a pool, as it is at the time of the reading. */
export function mesurerPool(registre: Registry, pools: Record<string, pg.Pool>) {
  new Gauge({
    name: 'guichet_pool_connexions',
    help: 'Connexions à PostgreSQL : ouvertes, libres, et demandes qui attendent',
    labelNames: ['pool', 'etat'],
    registers: [registre],
    collect() {
      for (const [pool, p] of Object.entries(pools)) {
        this.set({ pool, etat: 'ouvertes' }, p.totalCount)
        this.set({ pool, etat: 'libres' }, p.idleCount)
        this.set({ pool, etat: 'attentes' }, p.waitingCount)
      }
    },
  })
}

type LigneFile = { tache: string; attente: number; echec: number; abandon: number; age: number }
/**
 * Jobs of the guichet ($1) that wait for their turn, that failed and will be tried again, that were given up; age in seconds of the oldest that is due. Those of the
 * version before name no guichet: they are anybody's.
 */
const FILE = `select split_part(task_identifier, ':', 1) as tache,
  count(*) filter (where attempts = 0)::int as attente,
  count(*) filter (where attempts > 0 and attempts < max_attempts and last_error is not null)::int as echec,
  count(*) filter (where attempts >= max_attempts and locked_at is null)::int as abandon,
  coalesce(extract(epoch from clock_timestamp() - min(run_at) filter (where run_at <= now() and attempts < max_attempts)), 0)::float as age
  from graphile_worker.jobs where split_part(task_identifier, ':', 2) in ('', $1) group by 1`
const PERIODIQUES = `select split_part(identifier, ':', 1) as tache, extract(epoch from coalesce(last_execution, known_since))::float as quand
  from graphile_worker._private_known_crontabs where split_part(identifier, ':', 2) = $1`
const RELEVES = `select extract(epoch from max(fait_le))::float as quand from releve`

/** A database that is away leaves these figures out: those of the process are given all the same, and `guichet_base_repond` says why. */
const siBase = (lire: (g: Gauge<string>) => Promise<void>) =>
  async function collect(this: Gauge<string>) {
    this.reset()
    await lire(this).catch(() => this.reset())
  }

/** The job queue, read as its owner at each collection; the last run of each periodical job; the last relevé of a wave. */
export function mesurerFile(registre: Registry, owner: pg.Pool, guichetId: string) {
  const registers = [registre]
  const age = new Gauge({ name: 'guichet_taches_age_seconds', help: 'Âge de la plus ancienne tâche due', labelNames: ['tache'], registers })
  new Gauge({
    name: 'guichet_taches',
    help: 'Tâches de la file : en attente, en échec (reprises plus tard), abandonnées',
    labelNames: ['tache', 'etat'],
    registers,
    collect: siBase(async g => {
      age.reset()
      const { rows } = await owner.query<LigneFile>(FILE, [guichetId])
      for (const { tache, attente, echec, abandon, age: s } of rows) {
        g.set({ tache, etat: 'attente' }, attente)
        g.set({ tache, etat: 'echec' }, echec)
        g.set({ tache, etat: 'abandon' }, abandon)
        age.set({ tache }, s)
      }
    }),
  })
  new Gauge({
    name: 'guichet_periodique_dernier_timestamp_seconds',
    help: 'Dernier passage de chaque tâche périodique',
    labelNames: ['tache'],
    registers,
    collect: siBase(async g => {
      const { rows } = await owner.query<{ tache: string; quand: number }>(PERIODIQUES, [guichetId])
      for (const { tache, quand } of rows) g.set({ tache }, quand)
    }),
  })
  new Gauge({
    name: 'guichet_releve_dernier_timestamp_seconds',
    help: 'Dernier relevé d’une vague, à l’heure du guichet ; 0 s’il n’y en a jamais eu',
    registers,
    collect: siBase(async g => g.set(await dernierReleve(owner, guichetId))),
  })
}

async function dernierReleve(owner: pg.Pool, guichetId: string): Promise<number> {
  const client = await owner.connect()
  try {
    await client.query('begin read only')
    await client.query("select set_config('app.guichet_id', $1, true)", [guichetId])
    const { rows } = await client.query<{ quand: number | null }>(RELEVES)
    return rows[0]?.quand ?? 0
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}
