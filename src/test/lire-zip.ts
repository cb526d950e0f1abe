import { inflateRawSync } from 'node:zlib'

/** Reads a ZIP whole, by its central directory: name → bytes. For tests; sizes under 4 GB. */
export function lireZip(zip: Buffer): Map<string, Buffer> {
  const fin = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const fichiers = new Map<string, Buffer>()
  let p = zip.readUInt32LE(fin + 16)
  for (let i = zip.readUInt16LE(fin + 10); i > 0; i--) {
    const [methode, taille, nom, extra, commentaire, local] = [
      zip.readUInt16LE(p + 10),
      zip.readUInt32LE(p + 20),
      zip.readUInt16LE(p + 28),
      zip.readUInt16LE(p + 30),
      zip.readUInt16LE(p + 32),
      zip.readUInt32LE(p + 42),
    ]
    const debut = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const octets = zip.subarray(debut, debut + taille)
    fichiers.set(zip.toString('utf8', p + 46, p + 46 + nom), methode === 0 ? octets : inflateRawSync(octets))
    p += 46 + nom + extra + commentaire
  }
  return fichiers
}
