// `npm run test:pannes` and `npm run test:charge`: builds, then breaks things around the built program (`pannes/`), or plays the last minutes of a call
// (`pannes/charge/`). Stops by itself. `-- --ecrire`: the figures of the evening go to bench/resultats.md. Other arguments name files.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const [projet, ...suite] = process.argv.slice(2)
const filtres = suite.filter(a => !a.startsWith('--'))
const env = { ...process.env, ...(suite.includes('--ecrire') ? { CHARGE_ECRIRE: 'oui' } : {}) }
if (filtres.includes('production') && spawnSync('nginx', ['-v']).status !== 0) {
  console.error('nginx n’est pas installé (apt-get install nginx-light) : rien ne peut être essayé derrière un proxy.')
  process.exit(1)
}
const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit', env }).status === 0
// production is tried as it is delivered
const livraison = filtres.includes('production') ? join(mkdtempSync(join(tmpdir(), 'gt-livraison-')), 'guichet') : undefined
if (livraison) env.GUICHET_LIVRAISON = livraison
const ok =
  run(...(livraison ? ['scripts/livraison.mjs', livraison] : ['scripts/build.mjs'])) &&
  run('node_modules/vitest/vitest.mjs', 'run', '--config', 'pannes/vitest.config.ts', '--project', projet, ...filtres)
if (livraison) rmSync(dirname(livraison), { recursive: true, force: true })
process.exit(ok ? 0 : 1)
