import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDb, openPool } from '../../db/db.ts'
import { openWorld, type World } from '../../test/world.ts'
import { authOptions } from './auth.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

const TABLES = ['compte', 'session_http', 'identite', 'verification', 'second_facteur', 'cle_acces', 'limite_debit']
const COLONNES = `select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' and table_name = any($1) order by 1, 2`
const UNIQUES = `select t.relname, pg_get_constraintdef(c.oid) as def from pg_constraint c join pg_class t on t.oid = c.conrelid where t.relname = any($1) and c.contype in ('p', 'u', 'f') order by 1, 2`

test('nos tables de comptes sont exactement celles que la bibliothèque attend (à refaire à chaque montée de version)', async () => {
  // on an empty database: on a filled one its generator does not see through the snake_case plugin
  const { rows } = await w.owner.query<{ current_database: string }>('select current_database()')
  const vide = `${rows[0]?.current_database}_vide`
  await w.owner.query(`create database ${vide} template template0`)
  const pool = openPool(
    (w.owner.options as { connectionString?: string }).connectionString?.replace(rows[0]?.current_database ?? '', vide) ?? '',
    { max: 2 },
  )
  try {
    const options = authOptions({
      db: openDb(pool),
      urlPublique: 'http://localhost',
      secret: 's'.repeat(40),
      nomSite: 'x',
      envoyerLien: async () => {},
    })
    await pool.query(await (await getMigrations(options)).compileMigrations())
    for (const requete of [COLONNES, UNIQUES])
      expect((await w.owner.query(requete, [TABLES])).rows).toEqual((await pool.query(requete, [TABLES])).rows)
  } finally {
    await pool.end()
    await w.owner.query(`drop database ${vide} with (force)`)
  }
})
