import { randomBytes } from 'node:crypto'
import { ContentInfo, id_signedData, SignedData } from '@peculiar/asn1-cms'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { MessageImprint, PKIStatus, TimeStampReq, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp'
import { type Horodater, SHA256, sha256 } from './sceau.ts'

/** A service that gives the time answers in less than a second; a letter does not wait for one that does not. */
const DELAI_MS = 5000
const REPONSE_MAX = 64 * 1024

/** Asks this address for the time (RFC 3161). Without a good answer in time, nothing: the document is sealed all the same, and its row says that it bears no proof of its instant. */
export const horodaterPar =
  (adresse: string, delaiMs = DELAI_MS): Horodater =>
  async octets => {
    const empreinte = sha256(octets)
    const nonce = Uint8Array.from([1, ...randomBytes(8)])
    const demande = new TimeStampReq({
      messageImprint: new MessageImprint({ hashAlgorithm: SHA256(), hashedMessage: new OctetString(empreinte) }),
      nonce: nonce.buffer,
      certReq: true,
    })
    try {
      const reponse = await fetch(adresse, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        body: AsnConvert.serialize(demande),
        redirect: 'error',
        signal: AbortSignal.timeout(delaiMs),
      })
      if (!reponse.ok) return undefined
      return lireJeton(await lireBorne(reponse), empreinte, nonce)
    } catch {
      return undefined
    }
  }

async function lireBorne(reponse: Response): Promise<Uint8Array> {
  const lus: Uint8Array[] = []
  let taille = 0
  for await (const morceau of reponse.body ?? []) {
    taille += morceau.length
    if (taille > REPONSE_MAX) throw new Error('answer too long')
    lus.push(morceau)
  }
  return Buffer.concat(lus)
}

/** The token of an answer, when it is granted, and about what was asked. Its signature is for whoever verifies the document. */
function lireJeton(der: Uint8Array, empreinte: Buffer, nonce: Uint8Array): Uint8Array | undefined {
  const { status, timeStampToken } = AsnConvert.parse(der, TimeStampResp)
  if ((status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods) || !timeStampToken) return undefined
  if (timeStampToken.contentType !== id_signedData) return undefined
  const contenu = AsnConvert.parse(timeStampToken.content, SignedData).encapContentInfo.eContent?.single
  if (!contenu) return undefined
  const info = AsnConvert.parse(contenu.buffer, TSTInfo)
  if (!empreinte.equals(Buffer.from(info.messageImprint.hashedMessage.buffer))) return undefined
  if (!info.nonce || !Buffer.from(nonce).equals(Buffer.from(info.nonce))) return undefined
  return new Uint8Array(AsnConvert.serialize(new ContentInfo(timeStampToken)))
}
