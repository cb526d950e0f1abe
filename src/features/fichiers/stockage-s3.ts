import { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Attente } from './attente.ts'
import { type Objet, type Stockage, verifierCle } from './stockage.ts'

export type ReglagesS3 = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }

/** Size of a part, in bytes: the smallest that S3 takes, so that memory stays small. 10 000 parts make 52 GB. */
const PARTIE = 5 * 1024 * 1024
/** A bucket that does not answer is an outage, told in less time than a browser or a proxy gives up; each request is tried three times. */
const DELAIS = { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true }

/**
 * Files of a bucket that belongs to this guichet alone, addressed by path. A key appears only once all its bytes are there: S3 shows no object
 * before its last part. The library is loaded here, so that whoever keeps files on disk does not pay for it.
 */
export async function creerStockageS3(r: ReglagesS3, attente: Attente): Promise<Stockage> {
  const s3 = await import('@aws-sdk/client-s3')
  const client = new s3.S3Client({
    endpoint: r.endpoint,
    region: r.region,
    forcePathStyle: true,
    requestHandler: DELAIS,
    credentials: { accessKeyId: r.accessKeyId, secretAccessKey: r.secretAccessKey },
    // many S3 servers do not know the newer checksums; the signature already covers the bytes
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const objet = (cle: string) => ({ Bucket: r.bucket, Key: verifierCle(cle) })

  async function* lire(cle: string) {
    const { Body } = await client.send(new s3.GetObjectCommand(objet(cle)))
    yield* Body as Readable
  }
  return {
    attente,
    async ecrire(cle, contenu, signal) {
      const cible = objet(cle)
      const parties = enParties(contenu, signal)
      const premiere = await parties.next()
      const octets = premiere.value ?? Buffer.alloc(0)
      if (octets.length === PARTIE) await envoyerParties(s3, client, cible, octets, parties)
      else await client.send(new s3.PutObjectCommand({ ...cible, Body: octets, ContentLength: octets.length }))
    },
    lire: cle => Readable.from(lire(cle), { objectMode: false }),
    async supprimer(cle) {
      await client.send(new s3.DeleteObjectCommand(objet(cle)))
    },
    async *lister(): AsyncGenerator<Objet> {
      for await (const page of s3.paginateListObjectsV2({ client }, { Bucket: r.bucket }))
        for (const { Key, LastModified } of page.Contents ?? []) if (Key && LastModified) yield { cle: Key, ecritLe: LastModified }
    },
    async nettoyer(avant) {
      const { Uploads = [] } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket: r.bucket }))
      const vieux = Uploads.filter(u => u.Initiated && u.Initiated < avant)
      for (const { Key, UploadId } of vieux) await client.send(new s3.AbortMultipartUploadCommand({ Bucket: r.bucket, Key, UploadId }))
      return vieux.length
    },
  }
}

type Cible = { Bucket: string; Key: string }
/** A whole file in parts, one at a time; whatever fails, the parts already sent are given up. */
async function envoyerParties(
  s3: typeof import('@aws-sdk/client-s3'),
  client: S3Client,
  cible: Cible,
  premiere: Buffer,
  suite: AsyncGenerator<Buffer>,
) {
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(cible))
  try {
    const Parts: { ETag: string | undefined; PartNumber: number }[] = []
    for (let octets: Buffer | undefined = premiere; octets; octets = (await suite.next()).value) {
      const PartNumber = Parts.length + 1
      const { ETag } = await client.send(
        new s3.UploadPartCommand({ ...cible, UploadId, PartNumber, Body: octets, ContentLength: octets.length }),
      )
      Parts.push({ ETag, PartNumber })
    }
    await client.send(new s3.CompleteMultipartUploadCommand({ ...cible, UploadId, MultipartUpload: { Parts } }))
  } catch (e) {
    await suite.return(undefined).catch(() => {})
    // the first fault is the one to tell; parts that stay are given up by `nettoyer`
    await client.send(new s3.AbortMultipartUploadCommand({ ...cible, UploadId })).catch(() => {})
    throw e
  }
}

/** A stream in parts of exactly `PARTIE` bytes, but the last. One buffer serves for all: a part is sent before the next is asked for. */
async function* enParties(contenu: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Buffer, undefined> {
  const partie = Buffer.allocUnsafeSlow(PARTIE)
  let plein = 0
  for await (const bloc of contenu) {
    signal?.throwIfAborted()
    for (let pris = 0; pris < bloc.length; ) {
      const n = Math.min(PARTIE - plein, bloc.length - pris)
      partie.set(bloc.subarray(pris, pris + n), plein)
      pris += n
      plein += n
      if (plein < PARTIE) continue
      yield partie
      plein = 0
    }
  }
  signal?.throwIfAborted()
  if (plein > 0) yield partie.subarray(0, plein)
}
