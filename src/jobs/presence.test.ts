import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPool } from '../db/db.ts'
import { openWorld, type World } from '../test/world.ts'
import { tenirPresence } from './presence.ts'

let w: World
let pool: ReturnType<typeof openPool>
beforeAll(async () => {
  w = await openWorld()
  pool = openPool(w.adresses.DATABASE_URL, { max: 2 })
})
afterAll(async () => {
  await pool.end()
  await w.close()
})

/** A job that this worker took a minute ago. */
async function prendre(nom: string) {
  const { rows } = await w.owner.query(`select id from graphile_worker.add_job('rappels', '{}')`)
  await w.owner.query(`update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - interval '1 minute' where id = $2`, [
    nom,
    rows[0].id,
  ])
}
const tenus = async () =>
  (await w.owner.query('select locked_by from graphile_worker._private_jobs where locked_by is not null order by 1')).rows.map(
    r => r.locked_by,
  )
const ouvrir = (nom: string) =>
  tenirPresence(
    pool,
    () => [nom],
    e => {
      throw e
    },
  )

// Seen to fail: without the advisory lock, the job of the living worker is given back too; without `RENDRE`, neither is.
it('ce qu’un travailleur mort tenait est rendu à la file, et ce qu’un vivant tient lui reste', async () => {
  const autre = ouvrir('autre')
  const moi = ouvrir('moi')
  await autre.dire()
  for (const nom of ['autre', 'moi', 'mort']) await prendre(nom)
  await moi.dire()
  expect(await tenus()).toEqual(['autre', 'moi'])
  await autre.cesser()
  await moi.dire()
  expect(await tenus()).toEqual(['moi'])
  await moi.cesser()
})
