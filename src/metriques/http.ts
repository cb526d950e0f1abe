import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { Counter, Histogram, type Registry } from 'prom-client'

/** Seconds. A page is served in tens of milliseconds; the last ones are exports and uploads. */
const BORNES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 60]

export type MesureHttp = (c: Context, ms: number, requetes: number) => void

/** Durations and queries by route (its pattern, never an address: a dossier more is no series more). */
export function mesurerHttp(registre: Registry): MesureHttp {
  const registers = [registre]
  const durees = new Histogram({
    name: 'guichet_http_duree_seconds',
    help: 'Durée des réponses, par méthode, route et statut',
    labelNames: ['methode', 'route', 'statut'],
    buckets: BORNES,
    registers,
  })
  const requetes = new Counter({
    name: 'guichet_http_requetes_sql_total',
    help: 'Requêtes SQL faites pour répondre, par méthode et route',
    labelNames: ['methode', 'route'],
    registers,
  })
  return (c, ms, n) => {
    const [methode, route] = [c.req.method, motifDe(c)]
    durees.observe({ methode, route, statut: c.res.status }, ms / 1000)
    requetes.inc({ methode, route }, n)
  }
}

/** « /dossiers/:id/etapes/:etape », without the shapes of its parameters; one name for all that no route serves. */
const motifDe = (c: Context) => (c.res.status === 404 ? 'introuvable' : routePath(c, -1).replace(/\{[^/]*\}/g, ''))
