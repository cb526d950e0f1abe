const ENTETE = 8
const SECTION_MEMOIRE = 5
const A_UN_MAXIMUM = 1

/**
 * The same WebAssembly module, whose memory never holds more than so many pages of 64 kB: beyond, it is refused more, as when the machine has none left. Written
 * over the maximum that the module declares, in as many bytes. @throws when the module declares none, or a smaller one.
 */
export function bornerMemoire(module: Buffer, pages: number): Buffer<ArrayBuffer> {
  const octets = Buffer.from(module)
  for (let i = ENTETE; i < octets.length; ) {
    const id = octets[i]!
    const taille = lireEntier(octets, i + 1)
    if (id !== SECTION_MEMOIRE) {
      i = taille.suite + taille.valeur
      continue
    }
    const nombre = lireEntier(octets, taille.suite)
    const drapeaux = lireEntier(octets, nombre.suite)
    const minimum = lireEntier(octets, drapeaux.suite)
    if (nombre.valeur !== 1 || !(drapeaux.valeur & A_UN_MAXIMUM)) break
    const maximum = lireEntier(octets, minimum.suite)
    if (pages > maximum.valeur || pages < minimum.valeur)
      throw new Error(`this module declares ${minimum.valeur} to ${maximum.valeur} pages`)
    ecrireEntier(octets, { a: minimum.suite, jusqua: maximum.suite, valeur: pages })
    return octets
  }
  throw new Error('this module declares no memory with a maximum')
}

/** LEB128: seven bits a byte, the lowest first, the eighth saying that others follow. */
function lireEntier(octets: Buffer, place: number) {
  let [valeur, i, rang] = [0, place, 0]
  for (; ; i++, rang += 7) {
    valeur += (octets[i]! & 0x7f) * 2 ** rang
    if (!(octets[i]! & 0x80)) return { valeur, suite: i + 1 }
  }
}

function ecrireEntier(octets: Buffer, { a, jusqua, valeur }: { a: number; jusqua: number; valeur: number }) {
  for (let i = a, reste = valeur; i < jusqua; i++, reste = Math.floor(reste / 128)) octets[i] = (reste & 0x7f) | (i + 1 < jusqua ? 0x80 : 0)
}
