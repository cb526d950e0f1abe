import module, { type Highs, type ModelData } from 'highs'
import { compilerHighs } from './code-highs.ts'
import type { Coef, Modele, Rangee } from './modele.ts'

export type { Highs }
export type Demande = {
  sens: 'max' | 'min'
  cout: readonly Coef[]
  rangees?: readonly Rangee[]
  depart?: Float64Array | null
  noeuds?: number
  fin: number
  entiers?: boolean
}
export type Reponse =
  /** `borne`: a whole number that no solution beats, proven; `noeuds`: branches explored. */
  { statut: 'optimal' | 'limite'; colonnes: Float64Array; borne: number; noeuds: number } | { statut: 'infaisable' } | { statut: 'rien' }

type Instancier = (imports: WebAssembly.Imports, suite: (i: WebAssembly.Instance) => void) => void
/** The types say CommonJS: what is imported is the function itself. They leave out this hook of Emscripten's. */
const chargeur = module as unknown as (o: { instantiateWasm: Instancier }) => Promise<Highs>
let charge: Promise<Highs> | undefined
/** The solver of this thread. */
export const chargerHighs = (code: Promise<WebAssembly.Module> = compilerHighs()): Promise<Highs> => {
  charge ??= code.then(wasm => chargeur({ instantiateWasm: (imports, suite) => void WebAssembly.instantiate(wasm, imports).then(suite) }))
  return charge
}

/** Tolerances are the tightest that HiGHS takes without losing its way. */
const OPTIONS = {
  output_flag: false,
  random_seed: 0,
  mip_rel_gap: 0,
  mip_feasibility_tolerance: 1e-9,
  primal_feasibility_tolerance: 1e-9,
}
const ETAT = { optimal: 7, infaisable: 8, infaisableOuNonBorne: 9 }

/** Solves a programme for one objective, under additional rows. Single-threaded and seeded: the same programme gives the same answer everywhere. */
export function optimiser(highs: Highs, m: Modele, d: Demande): Reponse {
  const secondes = (d.fin - performance.now()) / 1000
  if (m.bas.length === 0 && !m.impossible) return { statut: 'optimal', colonnes: new Float64Array(), borne: 0, noeuds: 0 }
  if (m.impossible) return { statut: 'infaisable' }
  if (secondes <= 0) return { statut: 'rien' }
  const g = pas(m, d.cout)
  return highs.withModel(donnees(highs, m, d), (modele): Reponse => {
    modele.options.set({ ...OPTIONS, mip_abs_gap: 0.99 * g, time_limit: secondes })
    if (d.noeuds !== undefined) modele.options.set('mip_max_nodes', d.noeuds)
    if (d.depart) modele.setSolution({ colValue: d.depart })
    const { modelStatus: etat } = modele.run()
    if (etat === ETAT.infaisable || etat === ETAT.infaisableOuNonBorne) return { statut: 'infaisable' }
    const colonnes = modele.getSolution().colValue
    if (etat !== ETAT.optimal && modele.info.get('primal_solution_status') !== 2) return { statut: 'rien' }
    return {
      statut: etat === ETAT.optimal ? 'optimal' : 'limite',
      colonnes,
      borne: g * Math.floor(Number(modele.info.get('mip_dual_bound')) / g + 1e-6),
      noeuds: Number(modele.info.get('mip_node_count')),
    }
  })
}

/** Objectives only take multiples of it: a gap below one step is no gap. */
function pas(m: Modele, cout: readonly Coef[]): number {
  let g = 0
  for (const [c, v] of cout) for (let a = m.entiers[c] ? Math.abs(v) : 1; a > 0; ) [g, a] = [a, g % a]
  return g || 1
}

/** Prices of the rows when choices may be fractions; undefined when that could not be solved. */
export function dualite(highs: Highs, m: Modele, d: Demande): Float64Array | undefined {
  const secondes = (d.fin - performance.now()) / 1000
  if (m.impossible || m.bas.length === 0 || secondes <= 0) return undefined
  return highs.withModel({ ...donnees(highs, m, d), integrality: new Int32Array(m.bas.length) }, (modele): Float64Array | undefined => {
    modele.options.set({ output_flag: false, random_seed: 0, time_limit: secondes })
    return modele.run().modelStatus === ETAT.optimal ? modele.getSolution().rowDual : undefined
  })
}

function donnees(highs: Highs, m: Modele, { sens, cout, rangees = [], entiers = false }: Demande): ModelData {
  const toutes = [...m.rangees, ...rangees]
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const r of toutes) {
    for (const [c, v] of r.coefs) {
      indices.push(c)
      values.push(v)
    }
    starts.push(indices.length)
  }
  const colCost = new Float64Array(m.bas.length)
  for (const [c, v] of cout) colCost[c]! += v
  return {
    numCols: m.bas.length,
    numRows: toutes.length,
    sense: sens === 'max' ? highs.constants.objectiveSense.maximize : highs.constants.objectiveSense.minimize,
    colCost,
    colLower: m.bas,
    colUpper: m.haut,
    rowLower: toutes.map(r => r.min),
    rowUpper: toutes.map(r => r.max),
    matrix: { format: 'csr' as const, numRows: toutes.length, numCols: m.bas.length, starts, indices, values },
    integrality: Int32Array.from(m.entiers, e => (e || entiers ? 1 : 0)),
  }
}
