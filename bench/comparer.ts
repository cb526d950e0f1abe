// What the program serves in turn with what it is compared to, in one run, so that a busy machine slows all of them.
import type { Charge } from './charge.ts'
import type { Requete } from './espion.ts'
import type { Nu } from './nu.ts'
import type { ouvrirEspion } from './programme-ecoute.ts'
import { type Noter, plancher, repere } from './resultats.ts'
import type { ouvrirProcessus, Tir } from './tir.ts'

export const TIR_MS = 1500
const TOURS = 4
/** How many times the rate of a former commit is asked for, where there is one to compare with. */
const FOIS = 3

export const parSeconde = (tirs: Tir[]) => tirs.reduce((s, t) => s + t.nombre, 0) / (tirs.reduce((s, t) => s + t.ms, 0) / 1000)
const centile = (tirs: Tir[], p: number) => {
  const xs = tirs.flatMap(t => t.durees).sort((a, b) => a - b)
  return xs[Math.min(xs.length - 1, Math.floor(xs.length * p))] ?? Number.NaN
}

export type D = {
  site: string
  base: string
  noter: Noter
  charge: ReturnType<typeof ouvrirProcessus<Charge>>
  nu: ReturnType<typeof ouvrirProcessus<Nu>>
  espion: Awaited<ReturnType<typeof ouvrirEspion>>
}

const [CAPTURES, CAPTURES_MAX] = [3, 12]
/**
 * What a request asks, once what is remembered from one to the next is: noted several times, until the last is as short as any, and as one before. A job of the listened program
 * may be among the longer ones.
 */
export async function seule(noter: () => Promise<Requete[]>): Promise<Requete[]> {
  const longueurs: number[] = []
  for (;;) {
    const suite = await noter()
    longueurs.push(suite.length)
    const courtes = longueurs.filter(n => n === Math.min(...longueurs)).length
    if (longueurs.length >= CAPTURES && courtes > 1 && suite.length === Math.min(...longueurs)) return suite
    if (longueurs.length === CAPTURES_MAX) throw new Error(`jobs never left a request alone: ${longueurs}`)
  }
}

export const allersRetours = (suite: readonly Requete[]) => new Set(suite.map(r => r.groupe)).size

/**
 * Rates of the program and of its statements bare, in turn: sent one after the other, as `pg` does by itself, then together, as the program does. `moindre`: the least
 * that an expert would write for the same; `avant`: the same asked of a former commit.
 */
export async function comparer(
  d: D,
  nom: string,
  clients: number,
  part: number,
  une: () => Promise<Tir>,
  nue: (o: { unParUn: boolean }) => Promise<Tir>,
  { moindre, avant }: { moindre?: () => Promise<Tir>; avant?: (() => Promise<Tir>) | undefined } = {},
) {
  const [http, bare, seules, expert, autrefois]: [Tir[], Tir[], Tir[], Tir[], Tir[]] = [[], [], [], [], []]
  for (let i = 0; i < TOURS; i++) {
    http.push(await une())
    if (avant) autrefois.push(await avant())
    bare.push(await nue({ unParUn: false }))
    seules.push(await nue({ unParUn: true }))
    if (moindre) expert.push(await moindre())
  }
  // the first turn warmed all
  for (const tirs of [http, bare, seules, expert, autrefois]) tirs.shift()
  const qui = `${nom}, ${clients} client${clients > 1 ? 's' : ''}`
  d.noter(`${qui}, part du SQL nu, une requête après l’autre`, parSeconde(http) / parSeconde(seules), '', plancher(part))
  d.noter(`${qui}, part du SQL nu, requêtes parties ensemble`, parSeconde(http) / parSeconde(bare), '', plancher(part))
  if (moindre) d.noter(`${qui}, par seconde, contre le moindre SQL d’un expert`, parSeconde(http), '/s', repere(parSeconde(expert)))
  d.noter(`${qui}, par seconde`, parSeconde(http), '/s', repere(parSeconde(bare)))
  if (avant) {
    d.noter(`${qui}, par seconde, avant`, parSeconde(autrefois), '/s', repere(parSeconde(http)))
    d.noter(`${qui}, fois le débit d’avant`, parSeconde(http) / parSeconde(autrefois), '', plancher(FOIS))
  }
  for (const p of [50, 95, 99]) d.noter(`${qui}, p${p}`, centile(http, p / 100), 'ms', repere(centile(bare, p / 100)))
}
export const montrer = (nom: string, suite: readonly Requete[]) => {
  console.log(`${nom}: ${suite.length} requêtes, ${allersRetours(suite)} allers-retours`)
  if (process.argv.includes('--sql'))
    for (const r of suite) console.log(`  ${r.groupe}  ${r.texte.replace(/\s+/g, ' ').slice(0, 160)}  [${r.valeurs.length}]`)
}
