import http from 'node:http'
import { parentPort } from 'node:worker_threads'

/**
 * Those who ask, in a thread of their own: the one that serves does nothing else, and what is measured is its waiting alone. One sends, another asks for a light page
 * again and again until the first is answered.
 */
export type Essai = { methode: string; chemin: string; entetes: Record<string, string>; corps: Uint8Array }
export type Mesure = { statut: number; attente: number }
export type Demande = { port: number; leger: string } & ({ repos: number } | { essai: Essai })

const FIN_MS = 60_000
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

type Requete = Omit<Essai, 'corps'> & { corps?: Uint8Array }
function demander(port: number, { methode, chemin, entetes, corps }: Requete, garde?: http.Agent) {
  return new Promise<number>(fin => {
    const longueur: Record<string, string> = corps ? { 'content-length': String(corps.byteLength) } : {}
    const q = http.request({
      port,
      host: '127.0.0.1',
      method: methode,
      path: chemin,
      headers: { ...entetes, ...longueur },
      agent: garde ?? false,
    })
    q.setTimeout(FIN_MS, () => q.destroy())
    q.on('response', r =>
      r
        .on('end', () => fin(r.statusCode ?? 0))
        .on('error', () => fin(r.statusCode ?? 0))
        .resume(),
    )
    // refused before it had come whole: the line is cut
    q.on('error', () => fin(0))
    q.end(corps)
  })
}

async function attendre({ port, leger }: Demande) {
  const debut = performance.now()
  await demander(port, { methode: 'GET', chemin: leger, entetes: { host: 'localhost:3000' } }, agent)
  return performance.now() - debut
}

async function jouer(d: Demande): Promise<Mesure> {
  if ('repos' in d) {
    let attente = 0
    for (let n = 0; n < d.repos; n++) attente = Math.max(attente, await attendre(d))
    return { statut: 0, attente }
  }
  let statut: number | undefined
  const envoi = demander(d.port, d.essai).then(s => {
    statut = s
  })
  let attente = 0
  do {
    attente = Math.max(attente, await attendre(d))
    await new Promise(fin => setTimeout(fin, 2))
  } while (statut === undefined)
  await envoi
  return { statut: statut ?? 0, attente }
}

parentPort?.on('message', async (d: Demande) => parentPort?.postMessage(await jouer(d)))
