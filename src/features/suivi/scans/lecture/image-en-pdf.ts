import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflate, createInflate } from 'node:zlib'

/** Why bytes cannot be read as pages. */
export type RefusScan = 'abime' | 'protege' | 'demesure' | 'image' | 'sans_page' | 'trop_de_pages' | 'arret' | 'pages_perdues' | 'trop_long'
export class ScanRefuse extends Error {
  readonly motif: RefusScan
  constructor(motif: RefusScan) {
    super(motif)
    this.motif = motif
  }
}

/** Pixels of one image at most: an A4 page at 1,000 dots an inch. */
export const PIXELS_MAX = 100_000_000
/** The long side of an A4 sheet, in points: an image has no size of its own. */
const LONGUEUR = 842

type Image = { largeur: number; hauteur: number; dictionnaire: string; donnees: Uint8Array }

/** A PDF of one page that shows an image of a scanner, its bytes as they are where PDF has the same coding. @throws {ScanRefuse} */
export async function imageEnPdf(octets: Buffer, type: 'jpg' | 'png'): Promise<Buffer> {
  const { largeur, hauteur, dictionnaire, donnees } = type === 'jpg' ? lireJpeg(octets) : await lirePng(octets)
  const echelle = LONGUEUR / Math.max(largeur, hauteur)
  const [l, h] = [(largeur * echelle).toFixed(2), (hauteur * echelle).toFixed(2)]
  const dessin = `q ${l} 0 0 ${h} 0 0 cm /I Do Q`
  const objets: (string | Uint8Array)[][] = [
    ['<</Type/Catalog/Pages 2 0 R>>'],
    ['<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    [`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${l} ${h}]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>`],
    [`<</Length ${dessin.length}>>stream\n${dessin}\nendstream`],
    [
      `<</Type/XObject/Subtype/Image/Width ${largeur}/Height ${hauteur}${dictionnaire}/Length ${donnees.length}>>stream\n`,
      donnees,
      '\nendstream',
    ],
  ]
  return ecrirePdf(objets)
}

function ecrirePdf(objets: readonly (string | Uint8Array)[][]): Buffer {
  const morceaux: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  let taille = morceaux[0]!.length
  const places: number[] = []
  const ajouter = (b: string | Uint8Array) => {
    const m = typeof b === 'string' ? Buffer.from(b, 'latin1') : Buffer.from(b.buffer, b.byteOffset, b.byteLength)
    morceaux.push(m)
    taille += m.length
  }
  for (const [i, parties] of objets.entries()) {
    places.push(taille)
    for (const p of [`${i + 1} 0 obj`, ...parties, 'endobj\n']) ajouter(p)
  }
  const table = taille
  const lignes = places.map(p => `${String(p).padStart(10, '0')} 00000 n \n`).join('')
  ajouter(
    `xref\n0 ${objets.length + 1}\n0000000000 65535 f \n${lignes}trailer<</Size ${objets.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`,
  )
  return Buffer.concat(morceaux)
}

const mesurer = (largeur: number, hauteur: number) => {
  if (largeur < 1 || hauteur < 1) throw new ScanRefuse('abime')
  if (largeur * hauteur > PIXELS_MAX) throw new ScanRefuse('demesure')
}

/** What follows the end of the image is left out: a file of two natures keeps one. */
function lireJpeg(b: Buffer): Image {
  for (let i = 2; i + 9 < b.length; ) {
    if (b[i] !== 0xff) throw new ScanRefuse('abime')
    const marque = b[i + 1]!
    if (marque === 0xff) {
      i++
      continue
    }
    const sof = marque >= 0xc0 && marque <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marque)
    if (sof) {
      const [hauteur, largeur, plans] = [b.readUInt16BE(i + 5), b.readUInt16BE(i + 7), b[i + 9]!]
      mesurer(largeur, hauteur)
      if (plans !== 1 && plans !== 3) throw new ScanRefuse('image')
      const fin = b.indexOf(Buffer.from([0xff, 0xd9]), i)
      if (fin < 0) throw new ScanRefuse('abime')
      const couleurs = plans === 1 ? 'DeviceGray' : 'DeviceRGB'
      const dictionnaire = `/ColorSpace/${couleurs}/BitsPerComponent 8/Filter/DCTDecode`
      return { largeur, hauteur, dictionnaire, donnees: b.subarray(0, fin + 2) }
    }
    i += 2 + b.readUInt16BE(i + 2)
  }
  throw new ScanRefuse('abime')
}

const GRIS = 0
const COULEUR = 2
const PALETTE = 3

async function lirePng(b: Buffer): Promise<Image> {
  const [largeur, hauteur] = b.length > 33 ? [b.readUInt32BE(16), b.readUInt32BE(20)] : [0, 0]
  mesurer(largeur, hauteur)
  const [bits, type, entrelace] = [b[24]!, b[25]!, b[28]!]
  const blocs = new Map<string, Buffer[]>()
  for (let i = 8; i + 12 <= b.length; i += 12 + b.readUInt32BE(i))
    blocs.set(b.toString('latin1', i + 4, i + 8), [
      ...(blocs.get(b.toString('latin1', i + 4, i + 8)) ?? []),
      b.subarray(i + 8, i + 8 + b.readUInt32BE(i)),
    ])
  const idat = Buffer.concat(blocs.get('IDAT') ?? [])
  if (idat.length === 0) throw new ScanRefuse('abime')
  if (entrelace) throw new ScanRefuse('image')
  const plans = { [GRIS]: 1, [COULEUR]: 3, [PALETTE]: 1 }[type]
  if (plans) {
    const espace = type === PALETTE ? palette(blocs.get('PLTE')?.[0]) : type === GRIS ? '/DeviceGray' : '/DeviceRGB'
    const dictionnaire = `/ColorSpace${espace}/BitsPerComponent ${bits}/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ${plans}/BitsPerComponent ${bits}/Columns ${largeur}>>`
    return { largeur, hauteur, dictionnaire, donnees: idat }
  }
  if (bits !== 8 || (type !== 4 && type !== 6)) throw new ScanRefuse('image')
  return sansTransparence(idat, { largeur, hauteur, plans: type === 4 ? 2 : 4 })
}

function palette(plte: Buffer | undefined): string {
  if (!plte || plte.length < 3 || plte.length > 768) throw new ScanRefuse('abime')
  return `[/Indexed/DeviceRGB ${Math.floor(plte.length / 3) - 1}<${plte.toString('hex')}>]`
}

/**
 * PDF has no transparent pixels in an image: put on white paper. `plans`: 2 for grey, 4 for colours. Line after line: as pixels, the largest image takes seven hundred
 * megabytes.
 */
async function sansTransparence(
  idat: Buffer,
  { largeur, hauteur, plans }: { largeur: number; hauteur: number; plans: 2 | 4 },
): Promise<Image> {
  const couleurs = plans - 1
  const ligne = largeur * plans
  async function* surBlanc(gonfles: AsyncIterable<Buffer>) {
    let avant: Buffer = Buffer.alloc(ligne)
    let y = 0
    for await (const brute of enLignes(gonfles, ligne + 1)) {
      if (++y > hauteur) throw new ScanRefuse('abime')
      const courante = brute.subarray(1)
      defiltrer(courante, avant, brute[0]!, plans)
      const donnees = Buffer.alloc(largeur * couleurs)
      for (let x = 0, sortie = 0; x < ligne; x += plans) {
        const opacite = courante[x + couleurs]!
        for (let c = 0; c < couleurs; c++) donnees[sortie++] = 255 - Math.round(((255 - courante[x + c]!) * opacite) / 255)
      }
      avant = courante
      yield donnees
    }
    if (y < hauteur) throw new ScanRefuse('abime')
  }
  const morceaux: Buffer[] = []
  try {
    await pipeline(Readable.from([idat]), createInflate(), surBlanc, createDeflate(), async compresses => {
      for await (const m of compresses) morceaux.push(m as Buffer)
    })
  } catch {
    throw new ScanRefuse('abime')
  }
  const dictionnaire = `/ColorSpace/${couleurs === 1 ? 'DeviceGray' : 'DeviceRGB'}/BitsPerComponent 8/Filter/FlateDecode`
  return { largeur, hauteur, dictionnaire, donnees: Buffer.concat(morceaux) }
}

/** Bytes as they come, cut in lines of this length, each in memory of its own. */
async function* enLignes(blocs: AsyncIterable<Buffer>, taille: number): AsyncGenerator<Buffer> {
  let ligne = Buffer.alloc(taille)
  let place = 0
  for await (const bloc of blocs)
    for (let de = 0; de < bloc.length; ) {
      const n = bloc.copy(ligne, place, de)
      de += n
      place += n
      if (place < taille) continue
      yield ligne
      ligne = Buffer.alloc(taille)
      place = 0
    }
  if (place > 0) throw new ScanRefuse('abime')
}

/** Undoes the filter of a line of PNG (RFC 2083, 6), in place; chosen once a line, for there are a hundred million pixels. */
function defiltrer(l: Buffer, avant: Buffer, filtre: number, pas: number) {
  if (filtre > 4) throw new ScanRefuse('abime')
  if (filtre === 1) for (let i = pas; i < l.length; i++) l[i] = l[i]! + l[i - pas]!
  if (filtre === 2) for (let i = 0; i < l.length; i++) l[i] = l[i]! + avant[i]!
  if (filtre === 3) for (let i = 0; i < l.length; i++) l[i] = l[i]! + (((i >= pas ? l[i - pas]! : 0) + avant[i]!) >> 1)
  if (filtre === 4)
    for (let i = 0; i < l.length; i++) l[i] = l[i]! + (i >= pas ? paeth(l[i - pas]!, avant[i]!, avant[i - pas]!) : paeth(0, avant[i]!, 0))
}

/** When the first two are as near, they are the same, or the third is nearer: `<` would say as much there, not after. */
function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}
