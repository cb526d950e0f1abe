import type pg from 'pg'

/** Class of the advisory locks by which each worker says that it lives; the second key is its name. */
const CLASSE = 7002
/** How long a job waits, at most, after the death of whoever was doing it (and the youth of a worker that has not said yet that it lives). */
const PASSAGE_MS = 5_000
const SURSIS = '5 seconds'

/** Jobs held by a worker whose lock is gone: its connection has died with it. The queue alone would keep them for four hours. */
const RENDRE = `select graphile_worker.force_unlock_workers(array(
  select distinct j.locked_by from graphile_worker._private_jobs j
   where j.locked_at < now() - interval '${SURSIS}' and not exists (
     select from pg_locks l where l.locktype = 'advisory' and l.classid = ${CLASSE}::oid and l.objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid
        and l.objsubid = 2 and l.database = (select oid from pg_database where datname = current_database()))))`

/**
 * Says that the workers of this process live, by locks that PostgreSQL lets go when their connection ends, and gives back to the queue the jobs of the workers that
 * live no more, here or on another machine. `noms`: of those that live here, now. Takes one connection of the pool.
 */
export function tenirPresence(pool: pg.Pool, noms: () => readonly string[], onError: (e: unknown) => void) {
  let client: pg.PoolClient | undefined
  let dits: readonly string[] = []
  let fini = false
  let enCours = Promise.resolve()

  async function passer() {
    try {
      if (!client) {
        client = await pool.connect()
        dits = []
      }
      const vivants = noms()
      for (const nom of vivants.filter(n => !dits.includes(n)))
        await client.query('select pg_advisory_lock_shared($1, hashtext($2))', [CLASSE, nom])
      for (const nom of dits.filter(n => !vivants.includes(n)))
        await client.query('select pg_advisory_unlock_shared($1, hashtext($2))', [CLASSE, nom])
      dits = vivants
      await client.query(RENDRE)
    } catch (e) {
      client?.release(true)
      client = undefined
      if (!fini) onError(e)
    }
  }
  const suivant = () => {
    enCours = enCours.then(passer)
    return enCours
  }
  const minuterie = setInterval(suivant, PASSAGE_MS)
  return {
    /** As soon as there is a worker: before that, it could be taken for a dead one. */
    dire: suivant,
    cesser: async () => {
      fini = true
      clearInterval(minuterie)
      await enCours
      await client?.query('select pg_advisory_unlock_all()').catch(() => {})
      client?.release(true)
    },
  }
}
