import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { feature, merge } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import type { Topology, MultiPolygon as TopoMultiPolygon, Polygon as TopoPolygon } from 'topojson-specification'
import { z } from 'zod'

/** Width of the frame: the map is read beside a list, at about this many pixels. */
const LARGEUR = 420
/** Triangles smaller than this are left out, in square units of the frame: below what one sees. */
const FINESSE = 0.9
const GRILLE = 1e5
const COMMUNES_MAX = 40_000

/** A file of contours that cannot be used, in a sentence for whoever gave it. */
export class ErreurContours extends Error {}

/** Where a commune belongs. */
export type Appartenance = { departement: string | null; epci: string | null }
export type Maille = 'commune' | 'epci' | 'departement'
/** One outline: its SVG path and the point that stands for it in the frame, its geometry in degrees. */
export type Contour = { maille: Maille; code: string; trace: string; x: number; y: number; geometrie: MultiPolygon }
export type Dessin = { largeur: number; hauteur: number; contours: Contour[] }

const position = z.array(z.number()).min(2)
const anneaux = z.array(z.array(position).min(4))
const fichier = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(
      z.object({
        properties: z.object({ code: z.string() }),
        geometry: z.discriminatedUnion('type', [
          z.object({ type: z.literal('Polygon'), coordinates: anneaux }),
          z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(anneaux) }),
        ]),
      }),
    )
    .min(1)
    .max(COMMUNES_MAX),
})
type Surface = (TopoPolygon | TopoMultiPolygon) & { properties: { code: string } }
type Topologie = Topology<{ communes: { type: 'GeometryCollection'; geometries: Surface[] } }>
type Commune = Feature<Polygon | MultiPolygon, { code: string }>

/** The communes of a GeoJSON text, each with its INSEE code. */
export function lireContours(texte: string): Commune[] {
  let brut: unknown
  try {
    brut = JSON.parse(texte)
  } catch {
    throw new ErreurContours('Ce fichier n’est pas du JSON.')
  }
  const lu = fichier.safeParse(brut)
  if (!lu.success) {
    const lieu = lu.error.issues[0]?.path.join('.') || 'la racine'
    throw new ErreurContours(`Ce n’est pas un GeoJSON de communes, chacune avec son « code »\u00a0: voir ${lieu}.`)
  }
  return lu.data.features.map(f => ({ type: 'Feature', ...f }) as Commune)
}

/**
 * Draws communes in one frame (Mercator, `LARGEUR` wide), simplified so that neighbours keep their common border, and merges them into EPCI and
 * départements. A commune that `ou` does not know is left out. Pure.
 */
export function dessiner(communes: readonly Commune[], ou: ReadonlyMap<string, Appartenance>): Dessin {
  const connues = communes.filter(c => ou.has(c.properties.code))
  if (connues.length === 0) throw new ErreurContours('Aucun code de ce fichier n’est celui d’une commune du référentiel.')
  const cadre = cadreDe(connues)
  const projetees: FeatureCollection = {
    type: 'FeatureCollection',
    features: connues.map(c => ({ ...c, geometry: surChaque(c.geometry, cadre.projeter) })),
  }
  const t = simplify(presimplify(topology({ communes: projetees }, GRILLE) as Topologie), FINESSE)
  const { geometries } = t.objects.communes
  const contour = (maille: Maille, nom: string, g: Polygon | MultiPolygon): Contour => {
    const multi = enMulti(g)
    const [x, y] = centreDe(multi)
    return { maille, code: nom, trace: trace(multi), x, y, geometrie: surChaque(multi, cadre.enDegres) as MultiPolygon }
  }
  const fondus = (maille: 'epci' | 'departement') =>
    [...Map.groupBy(geometries, o => ou.get(o.properties.code)![maille])].flatMap(([nom, membres]) =>
      nom === null ? [] : [contour(maille, nom, merge(t, membres))],
    )
  return {
    largeur: LARGEUR,
    hauteur: cadre.hauteur,
    contours: [
      ...fondus('departement'),
      ...fondus('epci'),
      ...geometries.map(o => contour('commune', o.properties.code, (feature(t, o) as Commune).geometry)),
    ],
  }
}

const enMulti = (g: Polygon | MultiPolygon): MultiPolygon =>
  g.type === 'MultiPolygon' ? g : { type: 'MultiPolygon', coordinates: [g.coordinates] }

function surChaque<G extends Polygon | MultiPolygon>(g: G, f: (p: Position) => Position): G {
  const sur = (c: unknown): unknown => (typeof (c as Position)[0] === 'number' ? f(c as Position) : (c as unknown[]).map(sur))
  return { ...g, coordinates: sur(g.coordinates) }
}

const DEGRE = Math.PI / 180
/** Mercator, from degrees (longitude, latitude) to radians, north upwards; and back. */
export const mercator = ([lon = 0, lat = 0]: Position): Position => [lon * DEGRE, -Math.log(Math.tan(Math.PI / 4 + (lat * DEGRE) / 2))]
const demercator = ([x = 0, y = 0]: Position): Position => [x / DEGRE, (2 * Math.atan(Math.exp(-y)) - Math.PI / 2) / DEGRE]
const arrondi = (n: number, chiffres: number) => Number(n.toFixed(chiffres))

/** The frame that holds all of these communes. */
function cadreDe(communes: readonly Commune[]) {
  let [gauche, haut, droite, bas] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const c of communes)
    surChaque(c.geometry, p => {
      const [x = 0, y = 0] = mercator(p)
      gauche = Math.min(gauche, x)
      droite = Math.max(droite, x)
      haut = Math.min(haut, y)
      bas = Math.max(bas, y)
      return p
    })
  const echelle = LARGEUR / (droite - gauche)
  return {
    hauteur: Math.ceil((bas - haut) * echelle),
    projeter(p: Position): Position {
      const [x = 0, y = 0] = mercator(p)
      return [(x - gauche) * echelle, (y - haut) * echelle]
    },
    enDegres([x = 0, y = 0]: Position): Position {
      return demercator([x / echelle + gauche, y / echelle + haut]).map(n => arrondi(n, 4))
    },
  }
}

/** An SVG path in tenths of a unit, relative from point to point: a third of the weight of absolute ones. */
export function trace(g: MultiPolygon): string {
  const dixiemes = (n: number) => Math.round(n * 10)
  const mot = (n: number) => String(n / 10).replace(/^(-?)0\./, '$1.')
  return g.coordinates
    .flat()
    .map(anneau => {
      let [px, py] = [dixiemes(anneau[0]![0]!), dixiemes(anneau[0]![1]!)]
      const pas = anneau.slice(1, -1).flatMap(([x = 0, y = 0]) => {
        const [dx, dy] = [dixiemes(x) - px, dixiemes(y) - py]
        if (dx === 0 && dy === 0) return []
        px += dx
        py += dy
        return [`${mot(dx)} ${mot(dy)}`]
      })
      // a rock too small to be seen
      if (pas.length < 2) return ''
      return `M${mot(dixiemes(anneau[0]![0]!))} ${mot(dixiemes(anneau[0]![1]!))}l${pas.join(' ')}z`
    })
    .join('')
}

/** Centre of gravity of the largest part: it may fall outside of a crescent, never in another island. */
export function centreDe(g: MultiPolygon, chiffres = 1): [number, number] {
  let [meilleure, cx, cy] = [-1, 0, 0]
  for (const [exterieur = []] of g.coordinates) {
    let [aire, x, y] = [0, 0, 0]
    for (let i = 1; i < exterieur.length; i++) {
      const [x0 = 0, y0 = 0] = exterieur[i - 1]!
      const [x1 = 0, y1 = 0] = exterieur[i]!
      const croix = x0 * y1 - x1 * y0
      aire += croix
      x += (x0 + x1) * croix
      y += (y0 + y1) * croix
    }
    if (Math.abs(aire) > meilleure) {
      meilleure = Math.abs(aire)
      const [x0 = 0, y0 = 0] = exterieur[0] ?? []
      ;[cx, cy] = aire === 0 ? [x0, y0] : [x / (3 * aire), y / (3 * aire)]
    }
  }
  return [arrondi(cx, chiffres), arrondi(cy, chiffres)]
}
