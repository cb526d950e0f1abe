import { createHash } from 'node:crypto'
import { AlgorithmIdentifier } from '@peculiar/asn1-x509'

/** Gives a proof that these bytes existed (RFC 3161), as DER; nothing when nobody answered. */
export type Horodater = (octets: Uint8Array) => Promise<Uint8Array | undefined>

/** The key of a guichet and its certificate, then those of who issued it. `nom`: what its certificate says of itself. */
export type Sceau = {
  chaine: readonly Uint8Array[]
  rsa: boolean
  nom: string
  signer: (octets: Uint8Array) => Uint8Array
  /** Asks somebody else to prove the instant; absent, nobody is asked. */
  horodater?: Horodater | undefined
}

export const SHA256 = () => new AlgorithmIdentifier({ algorithm: '2.16.840.1.101.3.4.2.1' })
export const sha256 = (...octets: readonly Uint8Array[]) => octets.reduce((h, o) => h.update(o), createHash('sha256')).digest()
