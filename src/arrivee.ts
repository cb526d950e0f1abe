import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import type { Ctx } from './http.ts'
import type { Horloge } from './lib/horloge.ts'

/** A watch that nobody sets: what has gone by between two readings is real, whatever the clock of the guichet says. */
export type Montre = () => number
export const montreSysteme: Montre = () => performance.now()

/** Within this time of its head, what a request brings counts from its head; beyond, from when it was whole. */
export const DELAI_ENTIER_MS = 10_000

/** What lets files of any size in, as they come: those of a dossier, of its messages, of its bilans and its signed act, scans, the paper of a movement of money. Forms are small. */
const FICHIERS = [
  /^\/dossiers\/[^/]+\/(?:pieces(?:\/|$)|bilans\/[^/]+\/(?:pieces|commandes\/import)$)/,
  /^(?:\/instruction)?\/dossiers\/[^/]+\/echanges$/,
  /^(?:\/suivi)?\/dossiers\/[^/]+\/actes\/[^/]+\/signature$/,
  /^\/suivi\/scans$/,
  /^\/administration\/appels\/[^/]+\/delegations$/,
  /^\/administration\/appels\/[^/]+\/enveloppes\/mouvements(?:\/[^/]+\/document)?$/,
]
export const recoitFichiers = (methode: string | undefined, chemin: string) => methode === 'POST' && FICHIERS.some(f => f.test(chemin))

/** Bytes that the head announces; as many as one likes when they come without saying how many. */
export function octetsAnnonces({ headers }: Pick<IncomingMessage, 'headers'>): number {
  if (headers['transfer-encoding'] !== undefined) return Number.POSITIVE_INFINITY
  return Number(headers['content-length'] ?? 0)
}

/**
 * The instant that counts for this request, in the guichet's time: that of its head when its body is whole within ten seconds, and otherwise that at which
 * it is whole. Until then it goes on: whoever asks before the end is never told of an instant that would give the sender time to write after it.
 */
export function instantDe(c: Ctx, horloge: Horloge, montre: Montre): () => Date {
  const tete = horloge.maintenant()
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  if (!incoming || octetsAnnonces(incoming) === 0) return () => tete
  const debut = montre()
  let fin: number | undefined
  const finir = () => {
    fin ??= montre()
  }
  incoming.once('end', finir)
  return () => {
    if (incoming.complete) finir()
    const duree = (fin ?? montre()) - debut
    return duree <= DELAI_ENTIER_MS ? tete : new Date(tete.getTime() + duree)
  }
}
