const EOCD = 0x06054b50
const EOCD_64 = 0x06064b50
const LOCALISATEUR_64 = 0x07064b50
const ENTREE = 0x02014b50
const TAILLE_EOCD = 22
const TAILLE_EOCD_64 = 56
const TAILLE_LOCALISATEUR = 20
const TAILLE_ENTREE = 46
const TAILLE_LOCALE = 30
const PLEIN_16 = 0xffff
const PLEIN_32 = 0xffffffff

/**
 * What the central directory of a zip says of its entries. `compresse` and `brut` are the sums of their sizes in bytes, before and after inflating;
 * `tait`: one of them does not say its own.
 */
export type Repertoire = { noms: string[]; compresse: number; brut: number; chiffre: boolean; tait: boolean }

/** Most entries that a document or an archive of documents has; and how far it may inflate, in bytes and in times its own size. */
const ENTREES_MAX = 10_000
const BRUT_LIBRE = 50_000_000
const BRUT_MAX = 4_000_000_000
const RAPPORT_MAX = 100

/**
 * The central directory of a zip, from its last bytes: only it tells the truth (a zip stored inside a zip shows its own headers in the middle).
 * `incomplet` when there is no whole directory where the end says that it is: the file is cut, or is no zip. `demesure` when it does not fit in
 * `queue`, or has more entries than documents have. Nothing is inflated.
 */
export function lireRepertoire(queue: Buffer): Repertoire | 'incomplet' | 'demesure' {
  const fin = trouverFin(queue)
  if (!fin) return 'incomplet'
  if (fin.entrees > ENTREES_MAX || fin.debut < 0) return 'demesure'
  const lu: Repertoire = { noms: [], compresse: 0, brut: 0, chiffre: false, tait: false }
  let i = fin.debut
  for (let n = 0; n < fin.entrees; n++) {
    if (i + TAILLE_ENTREE > fin.fin || queue.readUInt32LE(i) !== ENTREE) return 'incomplet'
    const suite = lireEntree(queue, i, fin.fin, lu)
    if (suite === undefined) return 'incomplet'
    i = suite
  }
  return lu
}

/** Adds one entry to what was read; the place of the next one, or `undefined` when it overruns the directory. */
function lireEntree(queue: Buffer, i: number, fin: number, lu: Repertoire): number | undefined {
  const nom = queue.readUInt16LE(i + 28)
  const plus = queue.readUInt16LE(i + 30)
  const suite = i + TAILLE_ENTREE + nom + plus + queue.readUInt16LE(i + 32)
  if (suite > fin) return undefined
  const debutPlus = i + TAILLE_ENTREE + nom
  lu.noms.push(queue.toString('utf8', i + TAILLE_ENTREE, debutPlus))
  const drapeaux = queue.readUInt16LE(i + 8)
  lu.chiffre ||= (drapeaux & 1) === 1
  const [brut, compresse] = tailles(queue, i, queue.subarray(debutPlus, debutPlus + plus))
  // nothing, deflated, is two bytes; a size left for later (bit 3) is told here all the same
  lu.tait ||= (brut === 0 && compresse > 2) || (compresse === 0 && (drapeaux & 8) === 8)
  lu.brut += brut
  lu.compresse += compresse
  return suite
}

/** Sizes of an entry, whole and compressed; large ones are in its zip64 field, in this order. A field that is missing counts as the largest. */
function tailles(queue: Buffer, i: number, plus: Buffer): [number, number] {
  const grandes = champ64(plus)
  const lire = (position: number) => {
    const court = queue.readUInt32LE(position)
    return court === PLEIN_32 ? (grandes.shift() ?? PLEIN_32) : court
  }
  const brut = lire(i + 24)
  return [brut, lire(i + 20)]
}

function champ64(plus: Buffer): number[] {
  for (let j = 0; j + 4 <= plus.length; j += 4 + plus.readUInt16LE(j + 2)) {
    if (plus.readUInt16LE(j) !== 1) continue
    const champ = plus.subarray(j + 4, j + 4 + plus.readUInt16LE(j + 2))
    return Array.from({ length: Math.floor(champ.length / 8) }, (_, k) => Number(champ.readBigUInt64LE(k * 8)))
  }
  return []
}

type Fin = { entrees: number; debut: number; fin: number }
/** Where the directory lies in `queue`, by the end record whose comment ends exactly with the file. */
function trouverFin(queue: Buffer): Fin | undefined {
  const plusLoin = Math.max(0, queue.length - TAILLE_EOCD - PLEIN_16)
  for (let i = queue.length - TAILLE_EOCD; i >= plusLoin; i--) {
    if (queue.readUInt32LE(i) !== EOCD || i + TAILLE_EOCD + queue.readUInt16LE(i + 20) !== queue.length) continue
    const grand = fin64(queue, i)
    if (grand) return grand
    return { entrees: queue.readUInt16LE(i + 10), debut: i - queue.readUInt32LE(i + 12), fin: i }
  }
  return undefined
}

function fin64(queue: Buffer, eocd: number): Fin | undefined {
  const localisateur = eocd - TAILLE_LOCALISATEUR
  const i = localisateur - TAILLE_EOCD_64
  if (i < 0 || queue.readUInt32LE(localisateur) !== LOCALISATEUR_64 || queue.readUInt32LE(i) !== EOCD_64) return undefined
  return { entrees: Number(queue.readBigUInt64LE(i + 32)), debut: i - Number(queue.readBigUInt64LE(i + 40)), fin: i }
}

/**
 * Whether a zip says of itself that opening it would fill a disk: out of all proportion with its weight, or entries that share the same bytes.
 * `taille` is the weight of the file, in bytes.
 */
export const estPiege = ({ brut, compresse }: Repertoire, taille: number) =>
  compresse > taille || brut > BRUT_MAX || (brut > BRUT_LIBRE && brut > taille * RAPPORT_MAX)

/**
 * Whether a small zip may be opened in memory: whole, not locked, and `brutMax` bytes at most once inflated, as it says. Its reader stops at the size that each
 * entry says; so each must say it, and the directory that is believed must be the only one that a reader can find.
 */
export function zipSain(octets: Buffer, brutMax: number): boolean {
  const r = lireRepertoire(octets)
  return typeof r !== 'string' && !r.chiffre && !r.tait && !estPiege(r, octets.length) && r.brut <= brutMax && estFranc(octets)
}

/** One directory, just before an end that ends the file: no comment, no second end, nothing of the large format. */
function estFranc(octets: Buffer): boolean {
  const fin = octets.length - TAILLE_EOCD
  const grand = fin >= TAILLE_LOCALISATEUR && octets.readUInt32LE(fin - TAILLE_LOCALISATEUR) === LOCALISATEUR_64
  return octets.readUInt32LE(fin) === EOCD && !grand && octets.readUInt32LE(fin + 12) + octets.readUInt32LE(fin + 16) === fin
}

/** Where the bytes of an entry are, as they are kept: `methode` 0 as such, 8 deflated; `brut`: how many it says that it has once inflated. */
export type EntreeZip = { octets: Buffer; methode: number; brut: number }

/** An entry of a zip that is `zipSain`, by its exact name. */
export function trouverEntree(zip: Buffer, nom: string): EntreeZip | undefined {
  const fin = trouverFin(zip)
  if (!fin) return undefined
  for (let n = 0, i = fin.debut; n < fin.entrees && i + TAILLE_ENTREE <= fin.fin; n++) {
    const long = zip.readUInt16LE(i + 28)
    if (zip.toString('utf8', i + TAILLE_ENTREE, i + TAILLE_ENTREE + long) === nom) {
      const local = zip.readUInt32LE(i + 42)
      if (local + TAILLE_LOCALE > zip.length) return undefined
      const debut = local + TAILLE_LOCALE + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const octets = zip.subarray(debut, debut + zip.readUInt32LE(i + 20))
      return { octets, methode: zip.readUInt16LE(i + 10), brut: zip.readUInt32LE(i + 24) }
    }
    i += TAILLE_ENTREE + long + zip.readUInt16LE(i + 30) + zip.readUInt16LE(i + 32)
  }
  return undefined
}
