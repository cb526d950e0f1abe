import type { MiddlewareHandler } from 'hono'
import type { Ctx, Env } from './http.ts'
import { reseauDe } from './lib/adresse-ip.ts'
import { creerTours, type Part } from './lib/tours.ts'
import { PageErreur } from './ui/erreurs.tsx'
import type { Site } from './ui/site.ts'

/** Documents and tables made when they are asked for: each reads many rows, applies the rules and draws. */
const FAITS_SUR_DEMANDE = /\.(?:pdf|zip|xlsx|ods|csv)$/
/** Whoever is signed in gets theirs one after the other; those whom nothing tells apart but their address share a wider part. */
const COMPTE: Part = { ensemble: 1, enTout: 12 }
const ADRESSE: Part = { ensemble: 4, enTout: 60 }

/** Eight booklets asked at once by one agent are made one after the other, and hold up that agent only. */
export function tourParPersonne(siteDe: (c: Ctx) => Site): MiddlewareHandler<Env> {
  const aSonTour = creerTours()
  return async (c, next) => {
    if (c.req.method !== 'GET' || !FAITS_SUR_DEMANDE.test(c.req.path)) return next()
    const compte = c.var.ctx.acteur?.compteId
    const fait = await aSonTour(compte ?? reseauDe(c.var.adresseClient), compte ? COMPTE : ADRESSE, async () => {
      await next()
      return true
    })
    if (fait) return
    c.header('retry-after', '30')
    return c.html(<PageErreur site={siteDe(c)} statut={429} motif="documents" />, 429)
  }
}
