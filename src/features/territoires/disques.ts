import { forceCollide, forceSimulation, forceX, forceY } from 'd3-force'
import { type Centimes, formatEuros } from '../../lib/euros.ts'

const PASSES = 200
const ECART = 1

/**
 * Moves discs apart until none covers another, each as near as it can to the place that it stands for. Same discs, same places: what the library
 * draws by lot, to part two discs of one place, it draws the same each time. Units of the frame. Pure.
 */
export function ecarter<D extends { x: number; y: number; rayon: number }>(disques: readonly D[]): D[] {
  const noeuds = disques.map(d => ({ rayon: d.rayon, x: d.x, y: d.y, ancre: { x: d.x, y: d.y } }))
  const simulation = forceSimulation(noeuds)
    .force('x', forceX<(typeof noeuds)[number]>(n => n.ancre.x).strength(0.15))
    .force('y', forceY<(typeof noeuds)[number]>(n => n.ancre.y).strength(0.15))
    .force('collision', forceCollide<(typeof noeuds)[number]>(n => n.rayon + ECART).iterations(4))
    .stop()
  simulation.tick(PASSES)
  return disques.map((d, i) => ({ ...d, x: Math.round(noeuds[i]!.x * 10) / 10, y: Math.round(noeuds[i]!.y * 10) / 10 }))
}

/** Radius of the largest amount, in the units of the frame; the others by their surface, never too small to hold a number. */
const RAYON_MAX = 23
const RAYON_MIN = 11
export const rayonDe = (montant: Centimes, max: Centimes) => Math.max(RAYON_MIN, Math.round(RAYON_MAX * Math.sqrt(montant / max) * 10) / 10)

/** Two known surfaces beside the map: the largest amount, and half of it. Rounded to 1 000 €. */
export function echelleDe(montants: readonly Centimes[]) {
  const max = Math.max(0, ...montants)
  const ronds = [...new Set([max, max / 2].map(c => Math.round(c / 100_000) * 100_000))].filter(c => c > 0)
  return ronds.map(c => ({ rayon: rayonDe(c, max), libelle: formatEuros(c) }))
}
