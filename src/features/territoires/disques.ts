import { forceCollide, forceSimulation, forceX, forceY } from 'd3-force'

const PASSES = 200
const ECART = 1

/**
 * Moves discs apart until none covers another, each as near as it can to the place that it stands for. Same discs, same places: nothing is
 * drawn by lot. Units of the frame. Pure.
 */
export function ecarter<D extends { x: number; y: number; rayon: number }>(disques: readonly D[]): D[] {
  const noeuds = disques.map(d => ({ rayon: d.rayon, x: d.x, y: d.y, ancre: { x: d.x, y: d.y } }))
  const simulation = forceSimulation(noeuds)
    .randomSource(() => 0.5)
    .force('x', forceX<(typeof noeuds)[number]>(n => n.ancre.x).strength(0.15))
    .force('y', forceY<(typeof noeuds)[number]>(n => n.ancre.y).strength(0.15))
    .force('collision', forceCollide<(typeof noeuds)[number]>(n => n.rayon + ECART).iterations(4))
    .stop()
  simulation.tick(PASSES)
  return disques.map((d, i) => ({ ...d, x: Math.round(noeuds[i]!.x * 10) / 10, y: Math.round(noeuds[i]!.y * 10) / 10 }))
}
