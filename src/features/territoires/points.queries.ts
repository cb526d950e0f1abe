import type { Tx } from '../../db/db.ts'
import type { FondDeCarte } from './contours.queries.ts'
import { POINTS_DES_COMMUNES } from './points-communes.ts'

export type Point = [longitude: number, latitude: number]
/** A point that stands for a territory, by INSEE code of a commune or by SIREN of an EPCI. */
export type Points = { communes: ReadonlyMap<string, Point>; epci: ReadonlyMap<string, Point> }

const CONNUS: ReadonlyMap<string, Point> = new Map(
  POINTS_DES_COMMUNES.trim()
    .split('\n')
    .map(l => l.split(' '))
    .map(([code, lon, lat]) => [code!, [Number(lon), Number(lat)]]),
)

/** Where these territories are: on the map that was imported, else by the points that the product carries. A territory of neither is left out. */
export async function lirePoints(
  tx: Tx,
  fond: FondDeCarte | undefined,
  { communes, epci }: { communes: readonly string[]; epci: readonly string[] },
): Promise<Points> {
  const dessines = (maille: 'communes' | 'epci') => fond?.[maille].map(l => [l.code, l.point] as const) ?? []
  const membres =
    epci.length === 0
      ? []
      : await tx
          .selectFrom('structure')
          .select(['code_insee', 'epci_siren'])
          .where('type', '=', 'commune')
          .where('guichet_id', 'is', null)
          .where('epci_siren', 'in', epci)
          .execute()
  const milieux = [...Map.groupBy(membres, m => m.epci_siren!)].flatMap(([siren, ms]) => {
    const milieu = auMilieu(ms.map(m => CONNUS.get(m.code_insee!)).filter(p => p !== undefined))
    return milieu ? [[siren, milieu] as const] : []
  })
  return {
    communes: new Map([...communes.flatMap(c => (CONNUS.has(c) ? [[c, CONNUS.get(c)!] as const] : [])), ...dessines('communes')]),
    epci: new Map([...milieux, ...dessines('epci')]),
  }
}

/** Of these points, the nearest to the middle of all: it is on the territory, which the middle itself may not be. Pure. */
export function auMilieu(points: readonly Point[]): Point | undefined {
  const moyenne = (i: 0 | 1) => points.reduce((s, p) => s + p[i], 0) / points.length
  const [x, y] = [moyenne(0), moyenne(1)]
  const loin = (p: Point) => (p[0] - x) ** 2 + (p[1] - y) ** 2
  return points.reduce<Point | undefined>((a, b) => (a && loin(a) <= loin(b) ? a : b), undefined)
}
