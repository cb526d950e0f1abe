// `npm run formulaires`: plays every journey, notes which form each page sends, and writes docs/formulaires.md.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'

const FORMULAIRES = '.formulaires'
rmSync(FORMULAIRES, { recursive: true, force: true })
// both ways of each journey (`src/test/tirage.ts`)
const env = { ...process.env, FORMULAIRES, CAMPAGNE: 'tout' }
const vitest = (...args) =>
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', ...args], { stdio: 'inherit', env }).status ?? 1
const parcours = vitest('parcours')
if (parcours !== 0) process.exit(parcours)
process.exit(vitest('tranches', 'src/test/formulaires.test.ts'))
