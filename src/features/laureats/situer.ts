import type { FeatureCollection, Geometry } from 'geojson'
import { formatEuros } from '../../lib/euros.ts'
import { type Disque, ecarter, type FondAffiche, type FondDeCarte, type Forme, type Points, rayonDe } from '../territoires/index.ts'
import type { Membre } from './laureats.queries.ts'
import type { LaureatPublie } from './publication.ts'

/** The codes that the map must hold for these projects. */
export function territoiresDe(laureats: readonly LaureatPublie[]) {
  const membres = laureats.flatMap(l => [l.porteur, ...l.partenaires])
  return {
    epci: [...new Set(membres.flatMap(m => (m.type === 'epci' && m.epci ? [m.epci] : [])))],
    communes: [...new Set(membres.flatMap(m => (m.type === 'commune' && m.insee ? [m.insee] : [])))],
  }
}

/** Where a structure is on the map: its own outline. None for one that covers more than an EPCI. */
const lieuDe = <F extends Forme>(fond: { communes: readonly F[]; epci: readonly F[] }, m: Membre): F | undefined =>
  m.type === 'commune'
    ? fond.communes.find(c => c.code === m.insee)
    : m.type === 'epci'
      ? fond.epci.find(e => e.code === m.epci)
      : undefined

/** Where a lauréat is on the page, for ever: its rank changes with each lauréat that comes or goes, its number does not. */
export const ancreLaureat = (l: { numero: string }) => `laureat-${l.numero.toLowerCase()}`

export const ancreDisque = (l: { numero: string }) => `disque-${l.numero.toLowerCase()}`

const pointDe = (points: Points, m: Membre) =>
  m.type === 'commune' ? points.communes.get(m.insee ?? '') : m.type === 'epci' ? points.epci.get(m.epci ?? '') : undefined

/** One disc a project, where its bearer is, moved apart from the others. Pure. */
export function disquesDe(fond: FondAffiche, laureats: readonly LaureatPublie[]): Disque[] {
  const max = Math.max(1, ...laureats.map(l => l.aide))
  return ecarter(
    laureats.flatMap(l => {
      const lieu = lieuDe(fond, l.porteur)
      const nom = `${l.n}. ${l.porteur.nom}, ${formatEuros(l.aide)}`
      return lieu
        ? [{ id: ancreDisque(l), n: l.n, nom, href: `#${ancreLaureat(l)}`, x: lieu.x, y: lieu.y, rayon: rayonDe(l.aide, max) }]
        : []
    }),
  )
}

/** A point and a territory a project (WGS 84); a project without either keeps its line, with no geometry (RFC 7946). */
export function geojsonDe(
  fond: FondDeCarte | undefined,
  points: Points,
  laureats: readonly LaureatPublie[],
): FeatureCollection<Geometry | null> {
  return {
    type: 'FeatureCollection',
    features: laureats.flatMap(l => {
      const properties = {
        numero: l.numero,
        porteur: l.porteur.nom,
        siren: l.porteur.siren,
        partenaires: l.partenaires.map(p => p.nom),
        projet: l.titre,
        volet: l.volet,
        departement: l.departement,
        cout_global_eur: l.cout === null ? null : l.cout / 100,
        aide_eur: l.aide / 100,
        calcul_aide: l.calcul,
        publie_le: l.publieLe.toISOString(),
      }
      const lieux = fond ? [l.porteur, ...l.partenaires].map(m => lieuDe(fond, m)).filter(x => x !== undefined) : []
      const point = pointDe(points, l.porteur)
      return [
        {
          type: 'Feature' as const,
          id: l.numero,
          properties: { nature: 'projet', ...properties },
          geometry: point ? { type: 'Point' as const, coordinates: point } : null,
        },
        ...(lieux.length > 0
          ? [
              {
                type: 'Feature' as const,
                id: `${l.numero}-territoire`,
                properties: { nature: 'territoire', ...properties },
                geometry: { type: 'MultiPolygon' as const, coordinates: lieux.flatMap(x => x.geometrie.coordinates) },
              },
            ]
          : []),
      ]
    }),
  }
}
