import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '../../test/world.ts'
import { importerReferentiel } from './importer-referentiel.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

// Seen to fail: « canceling statement due to statement timeout », and the first start ended there.
it('sur une machine lente, les communes s’écrivent quand même\u00a0: le temps d’une page ne les arrête pas', async () => {
  await w.owner.query('delete from structure')
  await w.owner.query(`create function lente() returns trigger language plpgsql as $$ begin perform pg_sleep(2.5); return null; end $$;
    create trigger lente before insert on structure for each statement execute function lente()`)
  const presse = new pg.Pool({ ...w.owner.options, options: '-c statement_timeout=2000' })
  try {
    await importerReferentiel(presse, { regions: ['94'] })
  } finally {
    await presse.end()
  }
  expect((await w.owner.query("select count(*)::int as n from structure where type = 'commune'")).rows[0].n).toBeGreaterThan(300)
})
