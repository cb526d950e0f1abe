// Loaded with each test file while the campaign learns what each one runs: which functions of ours were entered.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'

const global = globalThis as { __fonctionsEntrees?: Set<string> }
const fichier = expect.getState().testPath!.replace(`${process.cwd()}/`, '')
beforeAll(() => {
  global.__fonctionsEntrees = new Set()
})
afterAll(() => {
  const entrees = [...(global.__fonctionsEntrees ?? [])].sort()
  writeFileSync(join(process.env.MUTANTS_COUVERTURE!, `${fichier.replaceAll('/', '~')}.json`), JSON.stringify({ fichier, entrees }))
})
