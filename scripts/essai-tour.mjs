// `npm run essai:tour -- --fois 100 --graine 1 --pas 20 --ensemble 2`: the tour of README at random, each seed on a demonstration of its own; a seed that fails
// is played again by `--fois 1 --graine N`. Between two moments each persona walks `--pas` steps. `--ensemble`: how many are played at once, each by a process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'

const texte = d => ({ type: 'string', default: d })
const { values } = parseArgs({ options: { fois: texte('100'), graine: texte('1'), pas: texte('20'), ensemble: texte('2') } })
const nombre = nom => {
  if (/^[1-9]\d{0,5}$/.test(values[nom])) return Number(values[nom])
  console.error(`--${nom} : un nombre entier, pas « ${values[nom]} »`)
  process.exit(1)
}
const [fois, graine, pas] = [nombre('fois'), nombre('graine'), nombre('pas')]
const ensemble = Math.min(nombre('ensemble'), fois)
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'tranches', '--reporter=verbose', 'src/features/demo/tour.test.ts']

/** @param {number} rang which of the processes: each plays seeds that follow one another */
async function jouer(rang) {
  const part = Math.floor(fois / ensemble) + (rang < fois % ensemble ? 1 : 0)
  const premiere = graine + Math.floor(fois / ensemble) * rang + Math.min(rang, fois % ensemble)
  const env = { ...process.env, TOUR_FOIS: String(part), TOUR_GRAINE: String(premiere), TOUR_PAS: String(pas) }
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit', env }), 'exit')
  return code ?? 1
}
const codes = await Promise.all(Array.from({ length: ensemble }, (_, i) => jouer(i)))
process.exit(Math.max(...codes))
