import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** The antivirus world's harmless sample, in two halves so that this file is not one. */
export const EICAR = Buffer.from(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!'}$H+H*`)

export type Humeur = 'normal' | 'muet' | 'coupe' | 'limite'

/**
 * What we need of clamd, over loopback: `INSTREAM`, as its manual says. It finds EICAR anywhere. `humeur`: says nothing, closes, or finds the
 * stream too long, as a real one does when its limit is lower than ours.
 */
export async function ouvrirClamd(chemin?: string) {
  const etat = { humeur: 'normal' as Humeur, vus: 0, octets: 0 }
  const sockets = new Set<Socket>()
  const serveur = createServer(s => {
    sockets.add(s)
    s.on('error', () => {})
    s.on('close', () => sockets.delete(s))
    servir(s, etat)
  })
  serveur.listen(chemin ? { path: chemin } : { port: 0, host: '127.0.0.1' })
  await once(serveur, 'listening')
  return {
    etat,
    adresse: chemin ?? `127.0.0.1:${(serveur.address() as AddressInfo).port}`,
    fermer: () => {
      for (const s of sockets) s.destroy()
      return new Promise<void>(ok => serveur.close(() => ok()))
    },
  }
}

const COMMANDE = Buffer.from('zINSTREAM\0')
function servir(s: Socket, etat: { humeur: Humeur; vus: number; octets: number }) {
  let attente: Buffer = Buffer.alloc(0)
  let contenu: Buffer = Buffer.alloc(0)
  let commande = false
  s.on('data', d => {
    if (etat.humeur === 'muet') return
    if (etat.humeur === 'coupe') return void s.destroy()
    attente = Buffer.concat([attente, d as Buffer])
    if (!commande) {
      if (attente.length < COMMANDE.length) return
      if (!attente.subarray(0, COMMANDE.length).equals(COMMANDE)) return void s.end('UNKNOWN COMMAND\0')
      attente = attente.subarray(COMMANDE.length)
      commande = true
    }
    while (attente.length >= 4) {
      const n = attente.readUInt32BE(0)
      if (n === 0) {
        etat.vus++
        etat.octets = contenu.length
        return void s.end(contenu.includes(EICAR) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0')
      }
      if (attente.length < 4 + n) return
      contenu = Buffer.concat([contenu, attente.subarray(4, 4 + n)])
      attente = attente.subarray(4 + n)
      if (etat.humeur === 'limite' && contenu.length > 1000) return void s.end('INSTREAM size limit exceeded. ERROR\0')
    }
  })
}
