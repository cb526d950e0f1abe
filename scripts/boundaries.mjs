// Checks the directions of dependency. dependency-cruiser exits green when it sees no module at all (wrong TypeScript): that is a failure here.
import { execFileSync } from 'node:child_process'

const args = [
  'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  'src',
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'json',
]
let json
try {
  json = execFileSync(process.execPath, args, { maxBuffer: 256 * 1024 * 1024, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
} catch (e) {
  json = e.stdout
}
const { summary } = JSON.parse(json)
const phrases = new Map(summary.ruleSetUsed.forbidden.map(r => [r.name, r.comment]))
for (const v of summary.violations) console.error(`${v.from} → ${v.to}\n  ${phrases.get(v.rule.name)} (${v.rule.name})`)
if (summary.totalCruised === 0) console.error('boundaries: no module seen')
console.log(`boundaries: ${summary.totalCruised} modules, ${summary.violations.length} violations`)
process.exit(summary.totalCruised === 0 || summary.error > 0 ? 1 : 0)
