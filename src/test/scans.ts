import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { init } from '@embedpdf/pdfium'
import jpeg from 'jpeg-js'

const pdfium = await init({
  wasmBinary: new Uint8Array(readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'))).buffer,
})
pdfium.PDFiumExt_Init()
const { wasmExports } = pdfium.pdfium

/**
 * How a sheet came out of the scanner: `finesse` in dots an inch, `angle` in degrees of skew, `quart` in quarter turns clockwise, `bruit` the deviation of the grain
 * on 255, `contraste` from 1 (black on white) down, `qualite` of a JPEG, 0 for an image without loss.
 */
export type Defauts = { finesse?: number; angle?: number; quart?: number; bruit?: number; contraste?: number; qualite?: number }
/** A page of a scan, in grey; `jpg` when the scanner wrote it so. */
export type Feuille = { largeur: number; hauteur: number; gris: Uint8Array; jpg?: Buffer }

/** The sheets of a document, printed then scanned: pixels and nothing else. `de`: the defects of each, the first being 0; a sheet without was not scanned. */
export function numeriser(pdf: Uint8Array, de: (page: number) => Defauts | undefined = () => ({})): Feuille[] {
  const place = wasmExports.malloc(pdf.length)
  pdfium.pdfium.HEAPU8.set(pdf, place)
  const doc = pdfium.FPDF_LoadMemDocument(place, pdf.length, '')
  const feuilles = Array.from({ length: pdfium.FPDF_GetPageCount(doc) }, (_, i) => de(i)).flatMap((d, i) =>
    d ? [numeriserPage(doc, i, d)] : [],
  )
  pdfium.FPDF_CloseDocument(doc)
  wasmExports.free(place)
  return feuilles
}

/** The same grain each time. */
let graine = 1
const hasard = () => {
  graine = (Math.imul(graine, 1_664_525) + 1_013_904_223) >>> 0
  return graine / 2 ** 32
}
/** About normal, of deviation 1; made once. */
const GRAIN = Float32Array.from({ length: 65_536 }, () => (hasard() + hasard() + hasard() + hasard() - 2) * 1.73)

function numeriserPage(
  doc: number,
  index: number,
  { finesse = 200, angle = 0, quart = 0, bruit = 8, contraste = 0.85, qualite = 0 }: Defauts,
): Feuille {
  const page = pdfium.FPDF_LoadPage(doc, index)
  const e = finesse / 72
  const [l, h] = [Math.round(pdfium.FPDF_GetPageWidthF(page) * e), Math.round(pdfium.FPDF_GetPageHeightF(page) * e)]
  const [largeur, hauteur] = quart % 2 ? [h, l] : [l, h]
  const a = ((quart * 90 + angle) * Math.PI) / 180
  const [c, s] = [Math.cos(a), Math.sin(a)]
  // around the middle of the sheet
  const matrice = [e * c, e * s, -e * s, e * c, largeur / 2 - (c * l - s * h) / 2, hauteur / 2 - (s * l + c * h) / 2]
  const bitmap = pdfium.FPDFBitmap_Create(largeur, hauteur, 0)
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, largeur, hauteur, 0xffffffff)
  const reels = wasmExports.malloc(40)
  const reel = new DataView(pdfium.pdfium.HEAPU8.buffer)
  for (const [i, x] of [...matrice, 0, 0, largeur, hauteur].entries()) reel.setFloat32(reels + 4 * i, x, true)
  pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, reels, reels + 24, 0)
  wasmExports.free(reels)
  const debut = pdfium.FPDFBitmap_GetBuffer(bitmap)
  const pixels = pdfium.pdfium.HEAPU8.subarray(debut, debut + largeur * hauteur * 4)
  const gris = new Uint8Array(largeur * hauteur)
  const depart = Math.floor(hasard() * GRAIN.length)
  for (let i = 0; i < gris.length; i++) {
    const v = 130 + (pixels[4 * i + 1]! - 130) * contraste + GRAIN[(i * 7 + depart) & 65_535]! * bruit
    gris[i] = Math.max(0, Math.min(255, v))
  }
  pdfium.FPDFBitmap_Destroy(bitmap)
  pdfium.FPDF_ClosePage(page)
  const feuille = { largeur, hauteur, gris }
  return qualite ? { ...feuille, jpg: enJpeg(feuille, qualite) } : feuille
}

export function enJpeg({ largeur, hauteur, gris }: Feuille, qualite: number): Buffer {
  const data = Buffer.alloc(gris.length * 4, 255)
  for (let i = 0; i < data.length; i += 4) data[i] = data[i + 1] = data[i + 2] = gris[i >> 2]!
  return jpeg.encode({ data, width: largeur, height: hauteur }, qualite).data
}

/** White paper, with its grain. */
export const feuilleBlanche = (finesse = 150): Feuille => {
  const [largeur, hauteur] = [Math.round(8.27 * finesse), Math.round(11.69 * finesse)]
  return { largeur, hauteur, gris: Uint8Array.from({ length: largeur * hauteur }, (_, i) => 225 + GRAIN[i & 65_535]! * 6) }
}

/** What the scanner gives: one PDF of images, as they are: coding grain takes longer than reading it. */
export function relier(feuilles: readonly Feuille[]): Buffer {
  const objets: Buffer[] = []
  const page = (i: number) => 3 + 3 * i
  for (const [i, f] of feuilles.entries()) {
    const [l, h] = f.largeur < f.hauteur ? [595, 842] : [842, 595]
    const dessin = `q ${l} 0 0 ${h} 0 0 cm /I Do Q`
    const donnees = f.jpg ?? f.gris
    const codage = f.jpg ? '/ColorSpace/DeviceRGB/Filter/DCTDecode' : '/ColorSpace/DeviceGray'
    objets.push(
      Buffer.from(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${l} ${h}]/Resources<</XObject<</I ${page(i) + 2} 0 R>>>>/Contents ${page(i) + 1} 0 R>>`,
      ),
      Buffer.from(`<</Length ${dessin.length}>>stream\n${dessin}\nendstream`),
      Buffer.concat([
        Buffer.from(
          `<</Type/XObject/Subtype/Image/Width ${f.largeur}/Height ${f.hauteur}/BitsPerComponent 8${codage}/Length ${donnees.length}>>stream\n`,
        ),
        donnees,
        Buffer.from('\nendstream'),
      ]),
    )
  }
  const pages = `<</Type/Pages/Count ${feuilles.length}/Kids[${feuilles.map((_, i) => `${page(i)} 0 R`).join(' ')}]>>`
  const corps = [Buffer.from('<</Type/Catalog/Pages 2 0 R>>'), Buffer.from(pages), ...objets].flatMap((o, i) => [
    Buffer.from(`${i + 1} 0 obj\n`),
    o,
    Buffer.from('\nendobj\n'),
  ])
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), ...corps, Buffer.from('trailer<</Root 1 0 R>>\n%%EOF\n')])
}
