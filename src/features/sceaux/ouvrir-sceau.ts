import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import 'reflect-metadata'
import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, PemConverter, X509CertificateGenerator } from '@peculiar/x509'
import type { Config } from '../../config.ts'
import { DemarrageImpossible } from '../../db/pg-embarque.ts'
import { horodaterPar } from './horodater.ts'
import type { Sceau } from './sceau.ts'

/** What the demonstration's own certificate says of itself: whoever opens a document reads it there. */
export const NOM_SANS_VALEUR = 'Sceau de démonstration sans aucune valeur'

/** The seal that is set, or, in a demonstration that has none, its own, made once and kept in `fichier`; nothing elsewhere. @throws {DemarrageImpossible} when it cannot seal. */
export async function ouvrirSceau(
  { SCEAU_CLE: cle, SCEAU_CERTIFICAT: certificat, HORODATAGE_URL: horodatage, demonstration }: Config,
  fichier: string,
  maintenant = new Date(),
): Promise<Sceau | undefined> {
  if (!cle !== !certificat) throw new DemarrageImpossible('SCEAU_CLE et SCEAU_CERTIFICAT vont ensemble\u00a0: il en manque un.')
  const heure = horodatage ? { horodater: horodaterPar(horodatage) } : {}
  if (cle && certificat) return { ...lireSceau(lire(cle, 'SCEAU_CLE'), lire(certificat, 'SCEAU_CERTIFICAT'), maintenant), ...heure }
  if (!demonstration) return undefined
  const pem = deja(fichier) ?? (await fabriquer(fichier))
  return { ...lireSceau(pem, pem, maintenant), ...heure }
}

function lire(fichier: string, reglage: string): string {
  try {
    return readFileSync(fichier, 'utf8')
  } catch {
    throw new DemarrageImpossible(`Le fichier ${fichier} ne se lit pas (${reglage}).`)
  }
}

/** @throws {DemarrageImpossible} saying what is wrong with the key or with the certificate. */
export function lireSceau(clePem: string, certificatPem: string, maintenant: Date): Sceau {
  const refuser = (pourquoi: string) => new DemarrageImpossible(`Le sceau est refusé\u00a0: ${pourquoi}.`)
  let cle: KeyObject
  let certificats: X509Certificate[]
  try {
    cle = createPrivateKey(clePem)
  } catch {
    throw refuser('SCEAU_CLE n’est pas une clé privée au format PEM, sans mot de passe')
  }
  try {
    certificats = (certificatPem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map(
      p => new X509Certificate(p),
    )
  } catch {
    certificats = []
  }
  const [sien] = certificats
  if (!sien) throw refuser('SCEAU_CERTIFICAT n’est pas un certificat au format PEM')
  if (!sien.checkPrivateKey(cle)) throw refuser('le premier certificat de SCEAU_CERTIFICAT n’est pas celui de SCEAU_CLE')
  if (maintenant > new Date(sien.validTo)) throw refuser(`son certificat n’est plus valable depuis le ${sien.validTo}`)
  const { modulusLength = 0 } = cle.asymmetricKeyDetails ?? {}
  const rsa = cle.asymmetricKeyType === 'rsa'
  if (!rsa && cle.asymmetricKeyType !== 'ec') throw refuser('sa clé n’est ni RSA ni à courbe elliptique')
  if (rsa && modulusLength < 2048) throw refuser('sa clé RSA a moins de 2 048 bits')
  return {
    ...{ chaine: certificats.map(c => new Uint8Array(c.raw)), rsa, nom: [sien.toLegacyObject().subject.CN ?? 'Sceau'].flat().join(', ') },
    signer: octets => new Uint8Array(sign('sha256', octets, cle)),
  }
}

function deja(fichier: string): string | undefined {
  try {
    return readFileSync(fichier, 'utf8')
  } catch {
    return undefined
  }
}

/** Valid from before the first day of any demonstration until long after. */
const [DEBUT, FIN] = [new Date('2020-01-01T00:00:00Z'), new Date('2049-12-31T00:00:00Z')]
const ALGORITHME = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

async function fabriquer(fichier: string): Promise<string> {
  const pem = await fabriquerSceau()
  mkdirSync(dirname(fichier), { recursive: true })
  writeFileSync(fichier, pem, { mode: 0o600 })
  return pem
}

/** A key and its own certificate, which nobody vouches for and which says so: both as PEM, one after the other. */
export async function fabriquerSceau(nom = NOM_SANS_VALEUR): Promise<string> {
  const keys = (await crypto.subtle.generateKey(ALGORITHME, true, ['sign', 'verify'])) as CryptoKeyPair
  const certificat = await X509CertificateGenerator.createSelfSigned({
    ...{ keys, signingAlgorithm: ALGORITHME, notBefore: DEBUT, notAfter: FIN, name: [{ CN: [nom] }] },
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
    ],
  })
  const cle = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  return `${cle}\n${certificat.toString('pem')}\n`
}
