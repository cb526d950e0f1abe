// `npm run essai:tour -- --fois 100 --graine 1 --pas 20`: the tour of README at random, each seed on a demonstration of its own; a seed that fails is played
// again by `--fois 1 --graine N`. Between two moments each persona walks `--pas` steps.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const texte = d => ({ type: 'string', default: d })
const { values } = parseArgs({ options: { fois: texte('100'), graine: texte('1'), pas: texte('20') } })
const nombre = nom => {
  if (/^[1-9]\d{0,5}$/.test(values[nom])) return values[nom]
  console.error(`--${nom} : un nombre entier, pas « ${values[nom]} »`)
  process.exit(1)
}
const env = { ...process.env, TOUR_FOIS: nombre('fois'), TOUR_GRAINE: nombre('graine'), TOUR_PAS: nombre('pas') }
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'tranches', 'src/features/demo/tour.test.ts']
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1)
