import { workerData } from 'node:worker_threads'
import { init } from '@embedpdf/pdfium'
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import type { CodeScan } from './code.ts'
import { imageEnPdf, PIXELS_MAX, ScanRefuse } from './image-en-pdf.ts'
import { type Carre, estBlanche, vignetteDe } from './vignette.ts'

const code = workerData as CodeScan
/** Runs code that is compiled already (Emscripten's hook). What it prints when it is refused memory is told by the refusal. */
const executer = (m: WebAssembly.Module) => ({
  printErr: () => {},
  instantiateWasm: (imports: WebAssembly.Imports, fini: (i: WebAssembly.Instance) => void) => {
    void WebAssembly.instantiate(m, imports).then(fini)
    return {}
  },
})
const pdfium = await init(executer(code.pdfium))
pdfium.PDFiumExt_Init()
prepareZXingModule({ overrides: executer(code.zxing) })
const { pdfium: module } = pdfium
const { malloc, free } = module.wasmExports

/** Dots an inch at which a page is drawn: at the first a code of 15 mm is read nearly always; the second is for what it misses. */
const FINESSES = [200, 300] as const
/** Pixels of a page drawn, at most. */
const DESSIN_MAX = 12_000_000
/** Bytes of a file that is one image, which is turned into a page before it is read: a sheet in colours at 600 dots an inch, without loss, weighs less. */
const IMAGE_MAX = 64_000_000
const POUCE = 72
const MOT_DE_PASSE = 4
const IMAGE = 3
const GRIS_SANS_LISSAGE = 0x08
const ANNOTATIONS = 0x01

/** What a page says: the texts of its codes, quarter turns clockwise that put it upright, whether it is white paper; see `vignetteDe`. */
export type PageLue = { codes: string[]; quart: number; blanche: boolean; vignette: Uint8Array | null }
type Ouvert = { doc: number; place: number; pages: number }
const ouverts = new Map<string, Ouvert>()

/** Where the bytes of the file that is coming are put: large ones are held once, where it is read. */
let recu: { place: number; taille: number; ecrits: number } | undefined

/** Makes room for a file of so many bytes. @throws {ScanRefuse} */
export function recevoir(taille: number) {
  if (recu) free(recu.place)
  recu = undefined
  const place = malloc(taille)
  if (!place) throw new ScanRefuse('demesure')
  recu = { place, taille, ecrits: 0 }
}

/** What comes next of it. @throws {ScanRefuse} */
export function ajouter(bloc: Uint8Array) {
  if (!recu || recu.ecrits + bloc.length > recu.taille) throw new ScanRefuse('abime')
  module.HEAPU8.set(bloc, recu.place + recu.ecrits)
  recu.ecrits += bloc.length
}

/** Opens under a name the file that has come; how many pages it has. @throws {ScanRefuse} */
export async function ouvrir(nom: string, type: string): Promise<number> {
  fermer(nom)
  // shorter than when it was received: it was damaged since
  if (!recu || recu.ecrits < recu.taille) throw new ScanRefuse('abime')
  if (type === 'jpg' || type === 'png') {
    if (recu.taille > IMAGE_MAX) throw new ScanRefuse('demesure')
    const pdf = await imageEnPdf(Buffer.from(module.HEAPU8.slice(recu.place, recu.place + recu.taille)), type)
    recevoir(pdf.length)
    ajouter(pdf)
  }
  const { place, taille } = recu
  recu = undefined
  const doc = pdfium.FPDF_LoadMemDocument(place, taille, '')
  const pages = doc ? pdfium.FPDF_GetPageCount(doc) : 0
  if (doc && pages > 0) {
    ouverts.set(nom, { doc, place, pages })
    return pages
  }
  // today the library itself refuses a document without a page: it is said so that another version of it may open one
  const motif = doc ? 'sans_page' : pdfium.FPDF_GetLastError() === MOT_DE_PASSE ? 'protege' : 'abime'
  if (doc) pdfium.FPDF_CloseDocument(doc)
  free(place)
  throw new ScanRefuse(motif)
}

export function fermer(nom: string) {
  const o = ouverts.get(nom)
  if (!o) return
  ouverts.delete(nom)
  pdfium.FPDF_CloseDocument(o.doc)
  free(o.place)
}

const ouvertDe = (nom: string) => {
  const o = ouverts.get(nom)
  if (!o) throw new Error(`scan: ${nom} is not open`)
  return o
}

/** Reads a page, the first being 0. @throws {ScanRefuse} */
export async function lirePage(nom: string, index: number): Promise<PageLue> {
  const page = pdfium.FPDF_LoadPage(ouvertDe(nom).doc, index)
  if (!page) throw new ScanRefuse('abime')
  try {
    verifierImages(page)
    for (const finesse of FINESSES) {
      const dessin = dessiner(page, finesse)
      const lus = await readBarcodes(dessin.image, { formats: ['QRCode'], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 8 })
      const [premier] = lus
      if (premier)
        return {
          codes: [...new Set(lus.map(l => l.text.slice(0, 1000)))],
          quart: (4 - Math.round(angleDe(premier) / 90)) % 4,
          blanche: false,
          vignette: vignetteDe(dessin.image, carreDe(premier)),
        }
      if (estBlanche(dessin.image)) return { codes: [], quart: 0, blanche: true, vignette: null }
    }
    return { codes: [], quart: 0, blanche: false, vignette: null }
  } finally {
    pdfium.FPDF_ClosePage(page)
  }
}

const carreDe = ({ position: p }: ReadResult): Carre => [p.topLeft, p.topRight, p.bottomRight, p.bottomLeft]
/** Degrees clockwise by which the page was turned, from 0 to 360. */
const angleDe = ({ position: { topLeft, topRight } }: ReadResult) =>
  ((Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI + 360) % 360

/** An image of a page that would not fit in memory is never decoded. */
function verifierImages(page: number) {
  const place = malloc(8)
  try {
    const n = pdfium.FPDFPage_CountObjects(page)
    for (let i = 0; i < n; i++) {
      const objet = pdfium.FPDFPage_GetObject(page, i)
      if (pdfium.FPDFPageObj_GetType(objet) !== IMAGE || !pdfium.FPDFImageObj_GetImagePixelSize(objet, place, place + 4)) continue
      const [l, h] = [module.getValue(place, 'i32'), module.getValue(place + 4, 'i32')]
      if (l * h > PIXELS_MAX || l < 0 || h < 0) throw new ScanRefuse('demesure')
    }
  } finally {
    free(place)
  }
}

/** Where a page is drawn, one at a time and always the same: a new place for each would be garbage of fifty megabytes, which a busy machine is long to collect. */
let toile = new Uint8ClampedArray(0)

/** The image holds until the next page is drawn. */
function dessiner(page: number, finesse: number) {
  const [l, h] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)]
  if (!(l > 0 && h > 0)) throw new ScanRefuse('abime')
  const echelle = Math.min(finesse / POUCE, Math.sqrt(DESSIN_MAX / (l * h)))
  const [width, height] = [Math.max(1, Math.floor(l * echelle)), Math.max(1, Math.floor(h * echelle))]
  const bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
  if (!bitmap) throw new ScanRefuse('demesure')
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, ANNOTATIONS | GRIS_SANS_LISSAGE)
    const place = pdfium.FPDFBitmap_GetBuffer(bitmap)
    const taille = width * height * 4
    if (toile.length < taille) toile = new Uint8ClampedArray(taille)
    toile.set(module.HEAPU8.subarray(place, place + taille))
    const data = toile.subarray(0, taille)
    return { image: { data, width, height, colorSpace: 'srgb' } as ImageData }
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap)
  }
}

/** Pages of open files, in this order and upright, as one PDF made anew: nothing of the files but these pages. @throws {ScanRefuse} */
export function assembler(pages: readonly { nom: string; page: number; quart: number }[]): Uint8Array {
  const doc = pdfium.FPDF_CreateNewDocument()
  const place = malloc(4)
  try {
    for (const [i, p] of pages.entries()) {
      module.setValue(place, p.page, 'i32')
      if (!pdfium.FPDF_ImportPagesByIndex(doc, ouvertDe(p.nom).doc, place, 1, i)) throw new ScanRefuse('abime')
      if (p.quart > 0) tourner(doc, i, p.quart)
    }
    return enregistrer(doc)
  } finally {
    free(place)
    pdfium.FPDF_CloseDocument(doc)
  }
}

function tourner(doc: number, index: number, quart: number) {
  const page = pdfium.FPDF_LoadPage(doc, index)
  pdfium.FPDFPage_SetRotation(page, (pdfium.FPDFPage_GetRotation(page) + quart) % 4)
  pdfium.FPDF_ClosePage(page)
}

function enregistrer(doc: number): Uint8Array {
  const sortie = pdfium.PDFiumExt_OpenFileWriter()
  try {
    if (!pdfium.PDFiumExt_SaveAsCopy(doc, sortie)) throw new ScanRefuse('abime')
    const taille = pdfium.PDFiumExt_GetFileWriterSize(sortie)
    const place = malloc(taille)
    pdfium.PDFiumExt_GetFileWriterData(sortie, place, taille)
    const octets = module.HEAPU8.slice(place, place + taille)
    free(place)
    return octets
  } finally {
    pdfium.PDFiumExt_CloseFileWriter(sortie)
  }
}
