// Loads a program over HTTP from a process of its own: as many requests as `clients` people make in `dureeMs`, each after the answer to the one before.
import { Agent, request } from 'node:http'
import { ACCEPTE } from './options.ts'
import { surDemande, tirer } from './tir.ts'

/** `chemins` are taken in turn by each client, or once each when `unique`. `§` in a body becomes a number that was never used. */
export type Charge = {
  site: string
  cookie: string
  clients: number
  dureeMs: number
  requetes: { methode: string; chemin: string; corps?: string }[][]
  unique?: boolean
  depuis: number
  attendu: number
}

surDemande<Charge>(async ({ site, cookie, clients, dureeMs, requetes, unique, depuis, attendu }) => {
  const { hostname, port } = new URL(site)
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  let numero = depuis
  const envoyer = ({ methode, chemin, corps }: Charge['requetes'][0][0]) =>
    new Promise<void>((fait, echec) => {
      const octets = corps === undefined ? undefined : Buffer.from(corps.replaceAll('§', String(++numero)))
      const entetes = octets && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': octets.length }
      const q = request(
        { agent, hostname, port, method: methode, path: chemin, headers: { accept: ACCEPTE[methode], origin: site, cookie, ...entetes } },
        r => {
          r.resume().on('end', () => (r.statusCode === attendu ? fait() : echec(new Error(`${methode} ${chemin}: ${r.statusCode}`))))
        },
      )
      q.on('error', echec).end(octets)
    })
  const tours = new Array<number>(clients).fill(0)
  let prises = 0
  const resultat = await tirer(clients, dureeMs, async i => {
    if (unique) {
      const r = requetes[prises++]
      if (!r) return false
      await envoyer(r[0]!)
    } else {
      const siennes = requetes[i % requetes.length]!
      await envoyer(siennes[tours[i]!++ % siennes.length]!)
    }
    return true
  })
  agent.destroy()
  return { ...resultat, prises }
})
