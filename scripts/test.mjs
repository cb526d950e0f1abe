// `npm test`: format and lint, types, generated types, boundaries, then every test; ends with one line « N passed, N failed, N skipped ». A skipped test
// is named with its reason; one that gives none counts as failed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compter } from './compter-tests.mjs'
import { exclusions } from './tirer-parcours.mjs'

const [portee = 'tout'] = process.argv.slice(2)
const node = process.execPath
const run = (nom, args, env = {}) => {
  console.log(`\n— ${nom}`)
  return spawnSync(node, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}
const verifications = [
  ['format et lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']],
  ['types', ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json']],
  ['types de la base', ['scripts/db-types.ts', '--verify']],
  ['frontières', ['scripts/boundaries.mjs']],
]
const dossier = mkdtempSync(join(tmpdir(), 'gt-resultats-'))
const rapport = join(dossier, 'compte.json')
let passed = 0
let failed = 0
let skipped = 0
for (const [nom, args] of verifications) run(nom, args) ? passed++ : failed++

const projets = portee === 'tout' ? exclusions() : ['--project', 'tranches']
if (portee === 'tout' && !run('construction', ['scripts/build.mjs', '--duree'])) failed++
const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...projets, '--reporter=default', '--reporter=./scripts/compter-tests.mjs']
const ok = run('tests', vitest, { GUICHET_COMPTE_TESTS: rapport })
try {
  const r = compter(JSON.parse(readFileSync(rapport, 'utf8')), ok)
  passed += r.passed
  failed += r.failed
  skipped = r.skipped
  for (const l of r.lignes) console.log(l)
} catch {
  failed++
}
rmSync(dossier, { recursive: true, force: true })
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed ? 1 : 0)
