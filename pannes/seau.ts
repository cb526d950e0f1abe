import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { ouvrirS3 } from '../src/features/fichiers/test/s3-factice.ts'

export type Humeur = 'normal' | 'refuse' | 'muet' | 'coupe'
const BUCKET = 'guichet'

/** A bucket behind a line that refuses (503), keeps silent, or is cut in the middle of a writing. */
export async function ouvrirSeau() {
  const s3 = await ouvrirS3(BUCKET)
  const derriere = Number(new URL(s3.endpoint).port)
  const etat = { humeur: 'normal' as Humeur }
  const lignes = new Set<Socket>()
  const serveur = createServer(client => {
    lignes.add(client)
    client.on('error', () => {})
    client.on('close', () => lignes.delete(client))
    if (etat.humeur === 'muet') return
    if (etat.humeur === 'refuse') {
      client.on('data', () => client.end('HTTP/1.1 503 Slow Down\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'))
      return
    }
    const fond = connect(derriere, '127.0.0.1')
    fond.on('error', () => client.destroy())
    client.on('close', () => fond.destroy())
    if (etat.humeur === 'normal') return void client.pipe(fond).pipe(client)
    client.on('data', (b: Buffer) => fond.write(b.subarray(0, b.length / 2), () => client.destroy()))
  })
  serveur.listen(0, '127.0.0.1')
  await once(serveur, 'listening')
  return {
    objets: s3.etat.objets,
    /** Lines that are open are cut, so that the next requests meet the new mood. */
    changer: (humeur: Humeur) => {
      etat.humeur = humeur
      for (const l of lignes) l.destroy()
    },
    env: {
      S3_ENDPOINT: `http://127.0.0.1:${(serveur.address() as AddressInfo).port}`,
      S3_BUCKET: BUCKET,
      S3_ACCESS_KEY_ID: 'cle',
      S3_SECRET_ACCESS_KEY: 'secret',
    },
    fermer: async () => {
      for (const l of lignes) l.destroy()
      await new Promise(done => serveur.close(done))
      await s3.fermer()
    },
  }
}
