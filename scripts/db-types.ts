// Generates src/db/types.gen.ts from the migrations, on a database made for that; `--verify` fails when the file is out of date.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../src/db/migrate.ts'
import { demarrerPgEmbarque } from '../src/db/pg-embarque.ts'

const dir = mkdtempSync(join(tmpdir(), 'gt-types-'))
const base = await demarrerPgEmbarque(dir)
try {
  const client = new pg.Client(base.url())
  await client.connect()
  await client.query('create database types')
  await client.end()
  await migrate(base.url('types'))
  const options = [
    '--dialect',
    'postgres',
    '--url',
    base.url('types'),
    '--out-file',
    'src/db/types.gen.ts',
    '--include-pattern',
    'public.*',
  ]
  const types = ['--type-mapping', '{"int8":"number"}', '--date-parser', 'string', ...process.argv.slice(2)]
  execFileSync(process.execPath, ['node_modules/kysely-codegen/dist/cli/bin.js', ...options, ...types], { stdio: 'inherit' })
} finally {
  await base.stop()
  rmSync(dir, { recursive: true, force: true })
}
