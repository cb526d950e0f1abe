import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { type ServerType, serve } from '@hono/node-server'
import { octetsAnnonces, recoitFichiers } from './arrivee.ts'

/** How long a request may take to come. A window is what a rate is measured over: a line that falls silent within it, and then goes on, is not cut. */
export type Delais = {
  teteMs: number
  /** How often lines are looked at: nothing is cut later than this after its due. */
  regardMs: number
  formulaire: Cadence
  fichiers: Cadence
}
type Cadence = {
  fenetreMs: number
  /** Under this, over a whole window, the line is cut. */
  octetsParSeconde: number
  /** The whole: so long, or what the announced bytes take at `octetsParSecondeEnTout` if that is longer. */
  dureeMs: number
  octetsParSecondeEnTout?: number
}
/**
 * A form is small. A piece may weigh 200 Mo: at 400 kbit/s (50 000 bytes a second) and silent half of the time it takes 2 h 13, so it has no less, and no
 * more; its windows are longer, for a train that goes through a tunnel.
 */
export const DELAIS: Delais = {
  teteMs: 10_000,
  regardMs: 1_000,
  formulaire: { fenetreMs: 30_000, octetsParSeconde: 2_000, dureeMs: 10 * 60_000 },
  fichiers: { fenetreMs: 60_000, octetsParSeconde: 5_000, dureeMs: 10 * 60_000, octetsParSecondeEnTout: 25_000 },
}
/** What comes without saying how much is given the time of the largest piece. */
const OCTETS_MAX = 200_000_000
/** Longer than proxies keep an idle line (60 s): closed first by us, the next request on it would be a 502. */
const LIGNE_OUVERTE_MS = 75_000
/** How long whoever is cut has to read why. */
const LIRE_REPONSE_MS = 500

type Ecoute = { fetch: Parameters<typeof serve>[0]['fetch']; port: number; hostname: string }

/** The pages on their port. Whoever sends too slowly to be a person on a poor line is answered 408 and cut. */
export function ouvrirServeur({ fetch, port, hostname }: Ecoute, delais: Delais = DELAIS): Server {
  const serverOptions = {
    headersTimeout: delais.teteMs,
    connectionsCheckingInterval: delais.regardMs,
    requestTimeout: 0, // Node knows one limit for all requests: `surveiller` has one for each
    keepAliveTimeout: LIGNE_OUVERTE_MS,
  }
  const serveur: ServerType = serve({ fetch, port, hostname, serverOptions })
  surveiller(serveur as Server, delais)
  return serveur as Server
}

/** A request whose body has not all come. */
type Envoi = { incoming: IncomingMessage; outgoing: ServerResponse; cadence: Cadence; fin: number; fenetre: { debut: number; lus: number } }

function surveiller(serveur: Server, delais: Delais) {
  const envois = new Set<Envoi>()
  // before the application's own: what it never reads is watched too
  serveur.prependListener('request', (incoming, outgoing) => {
    const annonces = octetsAnnonces(incoming)
    if (annonces === 0) return
    const cadence = recoitFichiers(incoming.method, cheminDe(incoming)) ? delais.fichiers : delais.formulaire
    const debut = performance.now()
    const fenetre = { debut, lus: incoming.socket.bytesRead }
    const envoi = { incoming, outgoing, cadence, fin: debut + dureeDe(cadence, annonces), fenetre }
    envois.add(envoi)
    incoming.once('close', () => envois.delete(envoi))
  })
  const regarder = () => {
    for (const envoi of envois) {
      if (envoi.incoming.complete) envois.delete(envoi)
      else if (tropLent(envoi, performance.now())) {
        envois.delete(envoi)
        couper(envoi)
      }
    }
  }
  const regards = setInterval(regarder, delais.regardMs)
  regards.unref()
  serveur.once('close', () => clearInterval(regards))
}

const cheminDe = ({ url = '' }: IncomingMessage) => url.split('?', 1)[0]!
const dureeDe = ({ dureeMs, octetsParSecondeEnTout }: Cadence, annonces: number) =>
  octetsParSecondeEnTout ? Math.max(dureeMs, (Math.min(annonces, OCTETS_MAX) / octetsParSecondeEnTout) * 1000) : dureeMs

function tropLent({ incoming, cadence, fin, fenetre }: Envoi, maintenant: number): boolean {
  if (maintenant > fin) return true
  const { bytesRead } = incoming.socket
  const lu = bytesRead - fenetre.lus
  // it is we who are not reading: nothing to reproach the sender with
  const attend = incoming.readableLength >= incoming.readableHighWaterMark
  if (!attend && maintenant - fenetre.debut < cadence.fenetreMs) return false
  fenetre.debut = maintenant
  fenetre.lus = bytesRead
  return !attend && lu < (cadence.octetsParSeconde * cadence.fenetreMs) / 1000
}

/**
 * Nothing more is read; the application learns of it as of any line that breaks. Closed at once, a line on which bytes still come would be reset, and the
 * answer lost with it.
 */
function couper({ incoming: { socket }, outgoing }: Envoi) {
  socket.pause()
  if (outgoing.headersSent || !socket.writable) return socket.destroy()
  socket.end(REPONSE)
  return setTimeout(() => socket.destroy(), LIRE_REPONSE_MS)
}

const PAGE = `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Erreur : envoi trop lent</title></head>
<body>
<h1>Votre envoi s’est interrompu</h1>
<p>La liaison est trop lente, ou elle s’est coupée. Rien n’a été enregistré.</p>
<p>Revenez à la page précédente : votre navigateur y a souvent gardé ce que vous aviez saisi. Recommencez quand la liaison est meilleure.</p>
</body>
</html>
`
const REPONSE = [
  'HTTP/1.1 408 Request Timeout',
  'Connection: close',
  'Content-Type: text/html; charset=utf-8',
  `Content-Length: ${Buffer.byteLength(PAGE)}`,
  'Cache-Control: no-store',
  "Content-Security-Policy: default-src 'none'",
  'X-Content-Type-Options: nosniff',
  '',
  PAGE,
].join('\r\n')
