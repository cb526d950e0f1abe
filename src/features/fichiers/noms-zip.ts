const EOCD = 0x06054b50
const ENTREE = 0x02014b50
const TAILLE_EOCD = 22
const TAILLE_ENTREE = 46

/**
 * Names of the entries of a zip, from its last bytes: the central directory is at the end, and only it tells the truth (a zip stored inside
 * a zip shows its own headers in the middle). `undefined` when there is no end: the file is cut, or is no zip. A directory longer than
 * `queue` gives its last names.
 */
export function nomsZip(queue: Buffer): string[] | undefined {
  const fin = finDuRepertoire(queue)
  if (fin === undefined) return undefined
  const noms: string[] = []
  let i = Math.max(0, fin - queue.readUInt32LE(fin + 12))
  while (i + TAILLE_ENTREE <= fin) {
    if (queue.readUInt32LE(i) !== ENTREE) {
      i++
      continue
    }
    const nom = queue.readUInt16LE(i + 28)
    noms.push(queue.toString('utf8', i + TAILLE_ENTREE, i + TAILLE_ENTREE + nom))
    i += TAILLE_ENTREE + nom + queue.readUInt16LE(i + 30) + queue.readUInt16LE(i + 32)
  }
  return noms
}

/** Where the end record begins: the one whose comment ends exactly with the file. */
function finDuRepertoire(queue: Buffer): number | undefined {
  for (let i = queue.length - TAILLE_EOCD; i >= 0; i--)
    if (queue.readUInt32LE(i) === EOCD && i + TAILLE_EOCD + queue.readUInt16LE(i + 20) === queue.length) return i
  return undefined
}
