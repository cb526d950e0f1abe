import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

type Objet = { octets: Buffer; le: Date }
type Envoi = { cle: string; parties: Map<number, Buffer>; le: Date }
export type EtatS3 = { objets: Map<string, Objet>; envois: Map<string, Envoi>; panne: string | undefined; parPage: number }

/**
 * What we ask of an S3 server, over loopback, in memory and by path: objects, parts, listings. It checks no signature. `panne`: what it refuses to
 * do, by a part of the query or the method.
 */
export async function ouvrirS3(bucket: string) {
  const etat: EtatS3 = { objets: new Map(), envois: new Map(), panne: undefined, parPage: 2 }
  const serveur = createServer(async (q, r) => {
    const url = new URL(q.url ?? '', 'http://s3')
    const octets = await lire(q).catch(() => undefined)
    if (!octets) return // cut in the middle by whoever was writing
    const {
      statut,
      corps = '',
      entetes = {},
    } = repondre(etat, q.method ?? '', url, { cle: decodeURIComponent(url.pathname.slice(bucket.length + 2)), octets })
    r.writeHead(statut, { 'content-type': 'application/xml', ...entetes }).end(corps)
  })
  serveur.listen(0, '127.0.0.1')
  await once(serveur, 'listening')
  return {
    etat,
    endpoint: `http://127.0.0.1:${(serveur.address() as AddressInfo).port}`,
    fermer: () => {
      serveur.closeAllConnections()
      serveur.close()
    },
  }
}

async function lire(q: IncomingMessage) {
  const blocs: Buffer[] = []
  for await (const b of q) blocs.push(b as Buffer)
  return Buffer.concat(blocs)
}

type Reponse = { statut: number; corps?: string | Buffer; entetes?: Record<string, string> }
const erreur = (statut: number, code: string): Reponse => ({ statut, corps: `<Error><Code>${code}</Code></Error>` })
const etag = (b: Buffer) => `"${createHash('md5').update(b).digest('hex')}"`

function repondre(s: EtatS3, methode: string, url: URL, { cle, octets }: { cle: string; octets: Buffer }): Reponse {
  const p = url.searchParams
  if (s.panne && `${methode} ${url.search}`.includes(s.panne)) return erreur(403, 'AccessDenied')
  const id = p.get('uploadId')
  if (methode === 'POST' && p.has('uploads')) {
    const UploadId = `e${s.envois.size + 1}`
    s.envois.set(UploadId, { cle, parties: new Map(), le: new Date() })
    return { statut: 200, corps: `<InitiateMultipartUploadResult><UploadId>${UploadId}</UploadId></InitiateMultipartUploadResult>` }
  }
  if (id) return partie(s, methode, { id, numero: Number(p.get('partNumber')), octets })
  if (p.has('uploads')) {
    const liste = [...s.envois].map(
      ([i, e]) => `<Upload><Key>${e.cle}</Key><UploadId>${i}</UploadId><Initiated>${e.le.toISOString()}</Initiated></Upload>`,
    )
    return { statut: 200, corps: `<ListMultipartUploadsResult>${liste.join('')}</ListMultipartUploadsResult>` }
  }
  if (p.get('list-type') === '2') return lister(s, p.get('continuation-token') ?? '')
  if (methode === 'PUT') {
    s.objets.set(cle, { octets, le: new Date() })
    return { statut: 200, entetes: { etag: etag(octets) } }
  }
  if (methode === 'DELETE') {
    s.objets.delete(cle)
    return { statut: 204 }
  }
  const objet = s.objets.get(cle)
  return objet ? { statut: 200, corps: objet.octets, entetes: { 'content-type': 'application/octet-stream' } } : erreur(404, 'NoSuchKey')
}

/** Every part but the last weighs 5 Mio at least, as S3 wants it. */
function partie(s: EtatS3, methode: string, { id, numero, octets }: { id: string; numero: number; octets: Buffer }): Reponse {
  const envoi = s.envois.get(id)
  if (!envoi) return erreur(404, 'NoSuchUpload')
  if (methode === 'PUT') {
    envoi.parties.set(numero, octets)
    return { statut: 200, entetes: { etag: etag(octets) } }
  }
  s.envois.delete(id)
  if (methode === 'DELETE') return { statut: 204 }
  const parties = [...envoi.parties].toSorted(([a], [b]) => a - b).map(([, b]) => b)
  if (parties.slice(0, -1).some(b => b.length < 5 * 1024 * 1024)) return erreur(400, 'EntityTooSmall')
  s.objets.set(envoi.cle, { octets: Buffer.concat(parties), le: new Date() })
  return { statut: 200, corps: '<CompleteMultipartUploadResult/>' }
}

function lister(s: EtatS3, apres: string): Reponse {
  const cles = [...s.objets.keys()].sort().filter(c => c > apres)
  const page = cles.slice(0, s.parPage)
  const suite =
    cles.length > page.length ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  const lignes = page.map(c => `<Contents><Key>${c}</Key><LastModified>${s.objets.get(c)!.le.toISOString()}</LastModified></Contents>`)
  return { statut: 200, corps: `<ListBucketResult>${lignes.join('')}${suite}</ListBucketResult>` }
}
