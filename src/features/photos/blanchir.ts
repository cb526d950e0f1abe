import sharp from 'sharp'

/** The points of an image, one after the other. */
export type Points = { data: Buffer; largeur: number; hauteur: number; canaux: number }

/** Side of the squares in which the paper's light is looked for, in points: larger than letters, smaller than shadows. */
const CASE = 26
/** What is this much of the paper's light is white; ink keeps its place below it. */
const BLANC = 0.9
/** Of a photograph, the share of squares as bright and as grey as paper under which it is none: the picture of a place stays as it is. */
const PART_PAPIER = 0.6

/**
 * Makes the paper of a photographed sheet evenly white, in place: each point is divided by the light of the paper around it, so that a shadow goes and letters stay. It makes the page light too: the grain of
 * the paper is what weighs. A photograph that is no sheet is left alone.
 */
export async function blanchir(page: Points): Promise<void> {
  const { data, largeur, hauteur, canaux } = page
  if (canaux !== 3) return
  const [l, h] = [Math.ceil(largeur / CASE), Math.ceil(hauteur / CASE)]
  if (l < 4 || h < 4) return
  const fond = Buffer.alloc(l * h * 3)
  let papier = 0
  for (let y = 0; y < h; y++)
    for (let x = 0; x < l; x++) {
      const clair = lumiere(page, x * CASE, y * CASE)
      fond.set(clair, (y * l + x) * 3)
      const [haut, bas] = [Math.max(...clair), Math.min(...clair)]
      if (haut > 90 && haut - bas < 45) papier++
    }
  if (papier < PART_PAPIER * l * h) return
  const lisse = await sharp(fond, { raw: { width: l, height: h, channels: 3 } })
    .median(5)
    .blur(1.2)
    .resize(largeur, hauteur, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer()
  for (let i = 0; i < data.length; i++) {
    const t = data[i]! / (BLANC * Math.max(40, lisse[i]!))
    data[i] = t >= 1 ? 255 : Math.round(255 * t)
  }
}

/** The light of the paper in a square: that which a tenth of its points exceed, by colour. */
function lumiere({ data, largeur, hauteur }: Points, x0: number, y0: number): [number, number, number] {
  const compte = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)] as const
  let n = 0
  for (let y = y0; y < Math.min(y0 + CASE, hauteur); y += 2)
    for (let x = x0; x < Math.min(x0 + CASE, largeur); x += 2, n++)
      for (let c = 0; c < 3; c++) compte[c]![data[(y * largeur + x) * 3 + c]! >> 2]!++
  return compte.map(histo => {
    let reste = n / 5
    for (let v = 63; v >= 0; v--) {
      reste -= histo[v]!
      if (reste <= 0) return v * 4 + 2
    }
    return 2
  }) as [number, number, number]
}
