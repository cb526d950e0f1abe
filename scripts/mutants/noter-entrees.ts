// Loaded with each test file while the campaign learns what each one runs: which functions of ours were entered.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'

const global = globalThis as { __fonctionsEntrees?: Set<string> }
const fichier = expect.getState().testPath!.replace(`${process.cwd()}/`, '')
beforeAll(() => {
  global.__fonctionsEntrees = new Set()
})
afterAll(() => {
  const entrees = [...(global.__fonctionsEntrees ?? [])].sort()
  const lus = new Set([fichier, ...entrees.map(e => e.slice(0, e.indexOf('#')))])
  const empreintes = Object.fromEntries([...lus].map(f => [f, createHash('sha256').update(readFileSync(f)).digest('hex').slice(0, 16)]))
  writeFileSync(
    join(process.env.MUTANTS_COUVERTURE!, `${fichier.replaceAll('/', '~')}.json`),
    JSON.stringify({ fichier, entrees, empreintes }),
  )
})
