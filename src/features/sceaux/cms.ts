import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  ContentInfo,
  DigestAlgorithmIdentifiers,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_data,
  id_signedData,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509'
import { fromBER, Null, ObjectIdentifier, Sequence, Set as SetAsn1, OctetString as SuiteOctets } from 'asn1js'
import { type Horodater, type Sceau, SHA256, sha256 } from './sceau.ts'

const OID = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const

/**
 * The detached signature of a PAdES baseline seal (ETSI EN 319 142-1, B-B; B-T with a timestamp): a SHA-256, the certificate that made it bound to it (signing-certificate-v2),
 * and no signing time, which the PDF says.
 */
export async function signerCms(sceau: Sceau, empreinte: Uint8Array, horodater: Horodater): Promise<Uint8Array> {
  const [sien] = sceau.chaine
  const certificats = sceau.chaine.map(c => AsnConvert.parse(c, Certificate))
  const { tbsCertificate } = certificats[0]!
  const attributs = [
    attribut(OID.contentType, new ObjectIdentifier({ value: id_data })),
    attribut(OID.messageDigest, new SuiteOctets({ valueHex: vue(empreinte) })),
    // ESSCertIDv2: SHA-256 is its default algorithm, hence not written (DER)
    attribut(
      OID.signingCertificateV2,
      new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [new SuiteOctets({ valueHex: vue(sha256(sien!)) })] })] })] }),
    ),
  ].sort((a, b) => Buffer.compare(Buffer.from(AsnConvert.serialize(a)), Buffer.from(AsnConvert.serialize(b))))
  const signes = new SetAsn1({ value: attributs.map(a => fromBER(AsnConvert.serialize(a)).result) }).toBER()
  const valeur = sceau.signer(new Uint8Array(signes))
  const jeton = await horodater(valeur)

  const qui = new SignerInfo({
    version: 1,
    sid: new SignerIdentifier({
      issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer: tbsCertificate.issuer, serialNumber: tbsCertificate.serialNumber }),
    }),
    digestAlgorithm: SHA256(),
    signedAttrs: attributs,
    signatureAlgorithm: algorithmeDe(sceau),
    signature: new OctetString(valeur),
    ...(jeton ? { unsignedAttrs: [new Attribute({ attrType: OID.timeStampToken, attrValues: [vue(jeton)] })] } : {}),
  })
  const signee = new SignedData({
    version: 1,
    digestAlgorithms: new DigestAlgorithmIdentifiers([SHA256()]),
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: id_data }),
    certificates: new CertificateSet(certificats.map(certificate => new CertificateChoices({ certificate }))),
    signerInfos: new SignerInfos([qui]),
  })
  return new Uint8Array(AsnConvert.serialize(new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(signee) })))
}

const algorithmeDe = ({ rsa }: Sceau) =>
  rsa
    ? new AlgorithmIdentifier({ algorithm: OID.rsaSha256, parameters: new Null().toBER() })
    : new AlgorithmIdentifier({ algorithm: OID.ecdsaSha256 })

const attribut = (attrType: string, valeur: { toBER(): ArrayBuffer }) => new Attribute({ attrType, attrValues: [valeur.toBER()] })
/** The bytes alone, without what stands around them in a shared buffer. */
const vue = (o: Uint8Array): ArrayBuffer => Uint8Array.from(o).buffer
