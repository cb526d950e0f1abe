import type { MiddlewareHandler } from 'hono'
import type { Ctx, Env } from './http.ts'
import { reseauDe } from './lib/adresse-ip.ts'
import { PageErreur } from './ui/erreurs.tsx'
import type { Site } from './ui/site.ts'

/**
 * What costs most to serve, and how many times a minute one address may ask for it. A town hall, or a préfecture, comes out by one address: these bounds stop a
 * program, nobody who works. Signing in has its own, counted in the database (`features/comptes`).
 */
export const DEBITS = [
  { nom: 'simulations', methode: 'GET', motif: /\/eligibilite\/(resultat|questions\/[^/]+)$/, parMinute: 120 },
  // asked as one types
  { nom: 'recherches', methode: 'GET', motif: /^\/structures$/, parMinute: 600 },
  { nom: 'envois', methode: 'POST', motif: /\/(?:pieces|echanges|octets|televersements|import|signature)(?:\/|$)/, parMinute: 600 },
  // a whole file to measure, from anybody
  { nom: 'verifications', methode: 'POST', motif: /^\/verifier$/, parMinute: 60 },
  { nom: 'fichiers', methode: 'GET', motif: /\.(?:pdf|zip|xlsx|ods|csv|json|jsonld|geojson|atom)$/, parMinute: 240 },
] as const
const MINUTE_MS = 60_000
/** Addresses counted in one minute: beyond, the count begins again rather than fill the memory. */
const ADRESSES_MAX = 100_000

/** Counts by the machine's minute, in the memory of this process. */
export function limiteDebit(siteDe: (c: Ctx) => Site, maintenant = () => Date.now()): MiddlewareHandler<Env> {
  const comptes = new Map<string, number>()
  let minute = 0
  return async (c, next) => {
    const regle = DEBITS.find(d => d.methode === c.req.method && d.motif.test(c.req.path))
    if (!regle) return next()
    const courante = Math.floor(maintenant() / MINUTE_MS)
    if (courante !== minute || comptes.size > ADRESSES_MAX) comptes.clear()
    minute = courante
    const cle = `${regle.nom} ${reseauDe(c.var.adresseClient)}`
    const n = (comptes.get(cle) ?? 0) + 1
    comptes.set(cle, n)
    if (n <= regle.parMinute) return next()
    c.header('retry-after', String(Math.ceil(((minute + 1) * MINUTE_MS - maintenant()) / 1000)))
    return c.html(<PageErreur site={siteDe(c)} statut={429} />, 429)
  }
}
