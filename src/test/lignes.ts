import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { DELAIS, type Delais, ouvrirServeur } from '../serveur.ts'
import { URL_TEST, type World } from './world.ts'

export type AEnvoyer = {
  chemin: string
  cookie?: string
  corps: Record<string, string | string[]> | FormData | Uint8Array
  entetes?: Record<string, string>
}

/** The application of a test on a socket, where a request is sent as slowly as one likes. */
export async function ecouter(w: Pick<World, 'app'>, delais: Partial<Delais> = {}) {
  const serveur = ouvrirServeur({ fetch: w.app.fetch, port: 0, hostname: '127.0.0.1' }, { ...DELAIS, ...delais })
  await once(serveur, 'listening')
  const { port } = serveur.address() as AddressInfo
  return {
    port,
    /** Sends the head of a POST and all of its body but the last byte; the server has seen the head when this resolves. */
    commencer: async ({ chemin, cookie, corps, entetes = {} }: AEnvoyer) => {
      const { octets, type } = await enOctets(corps)
      const vue = once(serveur, 'request')
      const l = ligne(port)
      const tete = {
        host: new URL(URL_TEST).host,
        origin: URL_TEST,
        connection: 'close',
        'accept-encoding': 'identity',
        'content-length': String(octets.length),
        ...(type ? { 'content-type': type } : {}),
        ...(cookie ? { cookie } : {}),
        ...entetes,
      }
      l.ecrire(
        `POST ${chemin} HTTP/1.1\r\n${Object.entries(tete)
          .map(([k, v]) => `${k}: ${v}\r\n`)
          .join('')}\r\n`,
      )
      l.ecrire(octets.subarray(0, -1))
      await vue
      const finir = () => {
        l.ecrire(octets.subarray(-1))
        return l.reponse
      }
      return { ...l, finir }
    },
    ligne: () => ligne(port),
    fermer: async () => {
      serveur.closeAllConnections()
      serveur.close()
      await once(serveur, 'close')
    },
  }
}
export type Serveur = Awaited<ReturnType<typeof ecouter>>

/** Sends it on a line that is open at this time of the guichet, and whole so many seconds later. The clock of the guichet does not move: it may be set by hand. */
export async function envoyerEn(w: World, s: Serveur, quand: { ouvert: string; secondes: number }, e: AEnvoyer) {
  w.regler(quand.ouvert)
  const envoi = await s.commencer(e)
  w.montre.avance += quand.secondes * 1000
  return envoi.finir()
}

/** A line, and all that the server says on it until it closes it. */
function ligne(port: number) {
  const socket = connect(port, '127.0.0.1')
  const recu: Buffer[] = []
  socket.on('data', (b: Buffer) => recu.push(b))
  socket.on('error', () => {})
  const reponse = new Promise<void>(fin => socket.once('close', () => fin())).then(() => lire(Buffer.concat(recu).toString()))
  return { ecrire: (x: string | Uint8Array) => void socket.write(x), couper: () => socket.destroy(), reponse }
}

function lire(texte: string) {
  const [tete = '', ...corps] = texte.split('\r\n\r\n')
  return {
    statut: Number(/^HTTP\/1\.1 (\d+)/.exec(tete)?.[1] ?? 0),
    adresse: /^location: (.*)$/im.exec(tete)?.[1]?.trim(),
    texte: corps
      .join('\r\n\r\n')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&nbsp;|\u00a0|\u202f/g, ' ')
      .replace(/\s+/g, ' '),
  }
}

async function enOctets(corps: AEnvoyer['corps']): Promise<{ octets: Uint8Array; type?: string | null }> {
  if (corps instanceof Uint8Array) return { octets: corps }
  const paires = corps instanceof FormData ? [] : Object.entries(corps).flatMap(([k, v]) => [v].flat().map(x => [k, x] as [string, string]))
  const r = new Response(corps instanceof FormData ? corps : new URLSearchParams(paires))
  return { octets: new Uint8Array(await r.arrayBuffer()), type: r.headers.get('content-type') }
}
