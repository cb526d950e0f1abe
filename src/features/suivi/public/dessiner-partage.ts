import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { crc32, deflateSync } from 'node:zlib'
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import { bornerMemoire } from '../../../lib/borner-memoire.ts'
import { lieuDuCode } from '../scans/lecture/code.ts'

/** What the picture of a shared page says. `part`: spent of what is granted, 0 to 1; `reste`: the sentence under the bar. */
export type Partage = { guichet: string; titre: string; porteur: string; accorde: string; part: number; reste: string }

const [LARGEUR, HAUTEUR, MARGE] = [1200, 630, 64] as const
/** 16 MB of pages of 64 kB: the picture takes three. */
const PAGES_MAX = 512
const TRUETYPE = 2
const REMPLI = 2
type Couleur = [number, number, number]
const BLEU: Couleur = [0, 0, 145]
const NOIR: Couleur = [22, 22, 22]
const GRIS: Couleur = [102, 102, 102]
const FOND: Couleur = [238, 238, 238]

let pret: Promise<{ pdfium: WrappedPdfiumModule; normal: Buffer; gras: Buffer }> | undefined
async function preparer() {
  const code = await WebAssembly.compile(
    bornerMemoire(await readFile(lieuDuCode(import.meta.url, '@embedpdf/pdfium/pdfium.wasm', 'pdfium.wasm')), PAGES_MAX),
  )
  const pdfium = await init({
    printErr: () => {},
    instantiateWasm: (imports: WebAssembly.Imports, fini: (i: WebAssembly.Instance) => void) => {
      void WebAssembly.instantiate(code, imports).then(fini)
      return {}
    },
  } as never)
  pdfium.PDFiumExt_Init()
  // the bundle leaves fonts in node_modules
  const police = (nom: string) => readFile(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${nom}.ttf`))
  return { pdfium, normal: await police('DejaVuSans'), gras: await police('DejaVuSans-Bold') }
}

/** Draws the picture that whoever shares a page shows: 1200 by 630 points, as PNG. */
export async function dessinerPartage(p: Partage): Promise<Uint8Array> {
  pret ??= preparer()
  const { pdfium, normal, gras } = await pret
  const { malloc, free } = pdfium.pdfium.wasmExports
  const memoire = pdfium.pdfium
  const doc = pdfium.FPDF_CreateNewDocument()
  const places: number[] = []
  const poser = (octets: Uint8Array) => {
    const place = malloc(octets.length)
    if (!place) throw new Error('no memory for a picture')
    places.push(place)
    memoire.HEAPU8.set(octets, place)
    return place
  }
  const police = (b: Buffer) => pdfium.FPDFText_LoadFont(doc, poser(b), b.length, TRUETYPE, true)
  const page = pdfium.FPDFPage_New(doc, 0, LARGEUR, HAUTEUR)
  const bitmap = pdfium.FPDFBitmap_Create(LARGEUR, HAUTEUR, 0)
  try {
    const polices = { normal: police(normal), gras: police(gras) }
    const rectangle = (x: number, haut: number, l: number, h: number, c: Couleur) => {
      const o = pdfium.FPDFPageObj_CreateNewRect(x, HAUTEUR - haut - h, l, h)
      pdfium.FPDFPageObj_SetFillColor(o, ...c, 255)
      pdfium.FPDFPath_SetDrawMode(o, REMPLI, false)
      pdfium.FPDFPage_InsertObject(page, o)
    }
    const texte = (t: string, haut: number, taille: number, genre: 'normal' | 'gras', c: Couleur) => {
      const o = pdfium.FPDFPageObj_CreateTextObj(doc, polices[genre], taille)
      pdfium.FPDFText_SetText(o, poser(Buffer.from(`${t}\0`, 'utf16le')))
      pdfium.FPDFPageObj_SetFillColor(o, ...c, 255)
      pdfium.FPDFPageObj_Transform(o, 1, 0, 0, 1, MARGE, HAUTEUR - haut)
      pdfium.FPDFPage_InsertObject(page, o)
    }
    rectangle(0, 0, LARGEUR, 16, BLEU)
    texte(couper(p.guichet, 60), 80, 26, 'normal', GRIS)
    const { taille, pas, tenues } = titreDe(p.titre)
    for (const [i, l] of tenues.entries()) texte(l, 150 + i * pas, taille, 'gras', NOIR)
    const porteur = lignes(p.porteur, 56, 2)
    for (const [i, l] of porteur.entries()) texte(l, 376 - 38 * (porteur.length - 1 - i), 30, 'normal', GRIS)
    texte(p.accorde, 464, 60, 'gras', BLEU)
    rectangle(MARGE, 500, LARGEUR - 2 * MARGE, 28, FOND)
    if (p.part > 0) rectangle(MARGE, 500, Math.max(4, (LARGEUR - 2 * MARGE) * Math.min(1, p.part)), 28, BLEU)
    texte(p.reste, 576, 28, 'normal', NOIR)
    pdfium.FPDFPage_GenerateContent(page)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, LARGEUR, HAUTEUR, 0xffffffff)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, LARGEUR, HAUTEUR, 0, 0)
    const place = pdfium.FPDFBitmap_GetBuffer(bitmap)
    return png(memoire.HEAPU8.subarray(place, place + LARGEUR * HAUTEUR * 4))
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(doc)
    for (const place of places) free(place)
  }
}

const couper = (t: string, max: number) => (t.length <= max ? t : `${t.slice(0, max - 1).trimEnd()}…`)
/** A title on a few lines, cut between words; what is left over ends with « … ». */
function lignes(t: string, large: number, max: number): string[] {
  const faites: string[] = []
  for (const mot of t.split(/\s+/)) {
    const derniere = faites.at(-1)
    if (derniere !== undefined && `${derniere} ${mot}`.length <= large) faites[faites.length - 1] = `${derniere} ${mot}`
    else faites.push(couper(mot, large))
  }
  return faites.length <= max ? faites : [...faites.slice(0, max - 1), couper(`${faites[max - 1]} ${faites[max]}`, large)]
}

/** A title is smaller when it is long: whole up to some 150 characters. */
function titreDe(titre: string) {
  const tailles = [
    { taille: 50, pas: 62, large: 31, max: 3 },
    { taille: 38, pas: 46, large: 42, max: 4 },
  ] as const
  const choisie = tailles.find(t => lignes(titre, t.large, 99).length <= t.max) ?? tailles[1]
  return { ...choisie, tenues: lignes(titre, choisie.large, choisie.max) }
}

/** Blue, green, red and a fourth byte a point, as they are drawn, to a PNG. */
function png(bgra: Uint8Array): Uint8Array {
  const lues = Buffer.alloc((LARGEUR * 3 + 1) * HAUTEUR)
  for (let y = 0, o = 0; y < HAUTEUR; y++) {
    lues[o++] = 0
    for (let x = 0; x < LARGEUR; x++) {
      const i = (y * LARGEUR + x) * 4
      lues[o++] = bgra[i + 2]!
      lues[o++] = bgra[i + 1]!
      lues[o++] = bgra[i]!
    }
  }
  const tete = Buffer.alloc(13)
  tete.writeUInt32BE(LARGEUR, 0)
  tete.writeUInt32BE(HAUTEUR, 4)
  tete.set([8, 2, 0, 0, 0], 8)
  const bloc = (nom: string, corps: Buffer) => {
    const taille = Buffer.alloc(4)
    taille.writeUInt32BE(corps.length)
    const dit = Buffer.concat([Buffer.from(nom, 'latin1'), corps])
    const somme = Buffer.alloc(4)
    somme.writeUInt32BE(crc32(dit))
    return Buffer.concat([taille, dit, somme])
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return new Uint8Array(Buffer.concat([signature, bloc('IHDR', tete), bloc('IDAT', deflateSync(lues)), bloc('IEND', Buffer.alloc(0))]))
}
