import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate, verifierBase } from './migrate.ts'

const url = (base: string) => inject('pgUrl').replace('/BASE', `/${base}`)
const [vide, modele] = [`m_${process.pid}_vide`, `m_${process.pid}_modele`]
const admin = new pg.Client(url('postgres'))
const dossier = `${mkdtempSync(join(tmpdir(), 'gt-migrations-'))}/`
const suivante = (nom: string, sql: string) => writeFileSync(join(dossier, nom), sql)
beforeAll(async () => {
  cpSync(new URL('./migrations/', import.meta.url), dossier, { recursive: true })
  await admin.connect()
  await admin.query(`create database ${vide}`)
  await admin.query(`create database ${modele} template modele strategy file_copy`)
})
afterAll(async () => {
  for (const base of [vide, modele]) await admin.query(`drop database if exists ${base} with (force)`)
  await admin.end()
  rmSync(dossier, { recursive: true, force: true })
})
const ouvrir = async (base: string) => {
  const client = new pg.Client(url(base))
  await client.connect()
  return client
}
const seule = async (base: string, texte: string) => {
  const client = await ouvrir(base)
  const { rows } = await client.query(texte)
  await client.end()
  return rows
}

test('un programme qui ne prépare pas la base dit ce qui lui manque, puis la trouve prête', async () => {
  await expect(verifierBase(url(vide))).rejects.toThrow('il y manque 0001_socle.sql')
  await expect(verifierBase(url(modele))).resolves.toBeUndefined()
  await expect(verifierBase(url('nulle_part'))).rejects.toThrow('La base ne s’ouvre pas')
})

// seen to fail without the advisory lock: « migration 0001_socle.sql: duplicate key value violates unique constraint "pg_extension_name_index" »
// seen to fail when one waits for its turn in one statement: « deadlock detected », with the one that makes an index beside the others
test('trois programmes neufs démarrés ensemble sur une base vide la préparent une fois', async () => {
  await Promise.all([1, 2, 3].map(() => migrate(url(vide))))
  const [{ n }] = await seule(vide, 'select count(*)::int as n from migration')
  expect(n).toBe(readdirSync(dossier).filter(f => f.endsWith('.sql')).length)
})

// seen to fail without `lock_timeout`: whoever reads waits behind the migration, which waits for the long reading
test('une migration qui attend une table laisse passer les autres, et passe quand la table est libre', async () => {
  suivante('9001_colonne.sql', 'alter table appel add column essai integer')
  const longue = await ouvrir(modele)
  await longue.query('begin')
  await longue.query('select count(*) from appel')
  const migration = migrate(url(modele), pathToFileURL(dossier))
  const enAttente = "select from pg_stat_activity where wait_event_type = 'Lock' and query like 'alter table appel%'"
  while ((await seule(modele, enAttente)).length === 0) await sleep(20)
  expect(await seule(modele, 'select count(*)::int as n from appel')).toEqual([{ n: 0 }])
  await longue.query('rollback')
  await longue.end()
  await migration
  expect(await seule(modele, 'select essai from appel')).toEqual([])
})

test('un index se construit hors transaction ; celui qu’une coupure a laissé à moitié est refait', async () => {
  await seule(modele, 'create index appel_essai on appel (essai)')
  await seule(modele, `update pg_index set indisvalid = false where indexrelid = 'appel_essai'::regclass`)
  const deux = '-- hors transaction\n-- two, one by one\n'
  suivante(
    '9002_index.sql',
    `${deux}create index concurrently if not exists appel_essai on appel (essai);\ncreate index concurrently if not exists appel_essai_2 on appel (essai desc);\n`,
  )
  await migrate(url(modele), pathToFileURL(dossier))
  const valides =
    "select indexrelid::regclass::text as nom from pg_index where indisvalid and indexrelid::regclass::text like 'appel_essai%' order by 1"
  expect((await seule(modele, valides)).map(r => r.nom)).toEqual(['appel_essai', 'appel_essai_2'])
})

// seen to fail without the table of former digests: the first call is refused as the second is
test('un fichier corrigé depuis passe là où son ancien texte a été appliqué\u00a0; un autre changement est refusé', async () => {
  const noter = (nom: string, sha256: string) => seule(modele, `update migration set sha256 = '${sha256}' where nom = '${nom}'`)
  await noter('0011_suite.sql', 'd982161ad516256139a6b74e0d3db369c4f42c3ef8ed3d234dac263d7f4b86b7')
  await noter('0020_sans_suite_gel.sql', '7dd72d5c6d235ca536890605be58812c9ef67b05e1c08fffcf11490bd8147f41')
  await noter('0023_compte_des_commandes.sql', '0f538660bb5749ec1a458ddf98138ad68ec5510099f612d1bb224a36126ac6a7')
  await expect(migrate(url(modele), pathToFileURL(dossier))).resolves.toBeUndefined()
  await noter('0010_messages.sql', 'd982161ad516256139a6b74e0d3db369c4f42c3ef8ed3d234dac263d7f4b86b7')
  await expect(migrate(url(modele), pathToFileURL(dossier))).rejects.toThrow('0010_messages.sql a changé')
})
