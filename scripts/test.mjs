// `npm test`: format and lint, types, generated types, boundaries, then every test; ends with one line « N passed, N failed ».
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [portee = 'tout'] = process.argv.slice(2)
const node = process.execPath
const run = (nom, args) => {
  console.log(`\n— ${nom}`)
  return spawnSync(node, args, { stdio: 'inherit' }).status === 0
}
const verifications = [
  ['format et lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']],
  ['types', ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json']],
  ['types de la base', ['scripts/db-types.ts', '--verify']],
  ['frontières', ['scripts/boundaries.mjs']],
]
const dossier = mkdtempSync(join(tmpdir(), 'gt-resultats-'))
const rapport = join(dossier, 'vitest.json')
let passed = 0
let failed = 0
for (const [nom, args] of verifications) run(nom, args) ? passed++ : failed++

const projets = portee === 'tout' ? [] : ['--project', 'tranches']
if (portee === 'tout' && !run('construction', ['scripts/build.mjs', '--duree'])) failed++
const ok = run('tests', [
  'node_modules/vitest/vitest.mjs',
  'run',
  ...projets,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${rapport}`,
])
try {
  const r = JSON.parse(readFileSync(rapport, 'utf8'))
  passed += r.numPassedTests
  failed += r.numFailedTests
  if (!ok && r.numFailedTests === 0) failed++ // a file that could not be loaded, an unhandled error
  if (r.numTotalTests === 0) failed++
} catch {
  failed++
}
rmSync(dossier, { recursive: true, force: true })
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
