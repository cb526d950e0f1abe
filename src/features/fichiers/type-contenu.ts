import { lireRepertoire, type Repertoire } from '../../lib/repertoire-zip.ts'

/** Formats that a call may ask for, named by the extension of their files. */
export const TYPES_FICHIER = ['pdf', 'odt', 'ods', 'docx', 'xlsx', 'png', 'jpg', 'zip'] as const
export type TypeFichier = (typeof TYPES_FICHIER)[number] | 'heic' | 'webp'
/** Pictures that a telephone takes. No call asks for the last two: a piece that takes a PDF takes all four, which become one. */
export const PHOTOGRAPHIES: readonly TypeFichier[] = ['jpg', 'png', 'heic', 'webp']

/** How many bytes at each end of a file tell what it is. */
export const TETE = 4096
export const QUEUE = 1024 * 1024

/**
 * What a file is by its bytes. `nature` says it in words with an article (« une image PNG »); `type` only for what we know to keep.
 * `repertoire` is what a zip says of its entries, `demesure` when it is too long to be read.
 */
export type Contenu = { type?: TypeFichier; nature?: string; repertoire?: Repertoire | 'demesure' }

const TYPE_MIME: Record<TypeFichier, string> = {
  pdf: 'application/pdf',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
  jpg: 'image/jpeg',
  zip: 'application/zip',
  heic: 'image/heic',
  webp: 'image/webp',
}
/** The media type under which a kept file is served; anything else is plain bytes. */
export const typeMime = (type: string) => (Object.hasOwn(TYPE_MIME, type) ? TYPE_MIME[type as TypeFichier] : 'application/octet-stream')

/** What browsers show by themselves without running anything of the file. */
export const AFFICHABLES: readonly string[] = ['pdf', 'png', 'jpg']

/** « PDF », « JPEG »: formats as people read them. */
export const nomFormat = (type: string) => (type === 'jpg' ? 'JPEG' : type === 'webp' ? 'WebP' : type.toUpperCase())

const NATURES: Record<TypeFichier, string> = {
  pdf: 'un document PDF',
  odt: 'un document ODT',
  ods: 'un classeur ODS',
  docx: 'un document Word',
  xlsx: 'un classeur Excel',
  png: 'une image PNG',
  jpg: 'une image JPEG',
  zip: 'une archive ZIP',
  heic: 'une photo HEIC',
  webp: 'une image WebP',
}
/** « une image PNG »: a format in words, with its article. */
export const natureFormat = (type: TypeFichier) => NATURES[type]
const connu = (type: TypeFichier): Contenu => ({ type, nature: NATURES[type] })

/** The type of a file by its first and last bytes, never by its name; `undefined` for whatever we do not keep. */
export const typeContenu = (tete: Buffer, queue: Buffer = tete): TypeFichier | undefined => lireContenu(tete, queue).type

/** What a file is, said in words too, so that a refusal names what was found. `tete`: first `TETE` bytes, `queue`: last `QUEUE` bytes. */
export function lireContenu(tete: Buffer, queue: Buffer): Contenu {
  const debut = tete.toString('latin1')
  if (/^(?:\xef\xbb\xbf)?\s*%PDF-\d/.test(debut)) return connu('pdf')
  if (debut.startsWith('\x89PNG\r\n\x1a\n')) return connu('png')
  if (debut.startsWith('\xff\xd8\xff')) return connu('jpg')
  if (debut.startsWith('WEBP', 8)) return connu('webp')
  if (/^ftyp(?:hei|hev|mif|msf)/.test(debut.slice(4, 12))) return connu('heic')
  if (debut.startsWith('PK\x03\x04') || debut.startsWith('PK\x05\x06')) return lireZip(debut, queue)
  const nature = SIGNATURES.find(s => s.debuts.some(d => debut.startsWith(d, s.a ?? 0)))?.nature ?? natureTexte(tete)
  return nature ? { nature } : {}
}

/** OpenDocument states its type in a first entry, uncompressed; Office files are known by the names inside. */
function lireZip(debut: string, queue: Buffer): Contenu {
  const odf = /^PK.{28,60}?mimetypeapplication\/vnd\.oasis\.opendocument\.([a-z-]+)/s.exec(debut)?.[1]
  const repertoire = lireRepertoire(queue)
  if (repertoire === 'incomplet') return { nature: 'une archive incomplète' }
  if (repertoire === 'demesure') return { ...connu('zip'), repertoire }
  return { ...(odf ? natureOdf(odf) : natureZip(repertoire.noms)), repertoire }
}

const natureOdf = (genre: string): Contenu =>
  genre === 'text' ? connu('odt') : genre === 'spreadsheet' ? connu('ods') : { nature: 'un document OpenDocument d’un autre genre' }

function natureZip(noms: readonly string[]): Contenu {
  const dans = (dossier: string) => noms.some(n => n.startsWith(dossier))
  if (noms.some(n => /(^|\/)vbaProject\.bin$/i.test(n))) return { nature: 'un document Office avec des macros' }
  if (dans('word/')) return connu('docx')
  if (dans('xl/')) return connu('xlsx')
  if (dans('ppt/')) return { nature: 'une présentation PowerPoint' }
  if (dans('META-INF/MANIFEST.MF') || dans('AndroidManifest.xml')) return { nature: 'un programme' }
  return connu('zip')
}

const SIGNATURES: readonly { debuts: readonly string[]; a?: number; nature: string }[] = [
  { debuts: ['MZ', '\x7fELF', '\xca\xfe\xba\xbe', '\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe', '#!'], nature: 'un programme' },
  { debuts: ['\xd0\xcf\x11\xe0'], nature: 'un document Office d’ancien format (.doc, .xls)' },
  { debuts: ['Rar!', '7z\xbc\xaf', '\x1f\x8b', 'BZh'], nature: 'une archive' },
  { debuts: ['GIF8'], nature: 'une image GIF' },
  { debuts: ['ftypavif'], a: 4, nature: 'une image AVIF' },
  { debuts: ['ftyp'], a: 4, nature: 'une vidéo' },
  { debuts: ['II*\0', 'MM\0*'], nature: 'une image TIFF' },
  { debuts: ['{\\rtf'], nature: 'un document RTF' },
]

/** Pages, drawings and other texts: what a browser might run is named, whatever comes before it. */
function natureTexte(tete: Buffer): string | undefined {
  const debut = tete.toString('utf8')
  if (/<svg[\s>]/i.test(debut)) return 'un dessin SVG'
  if (/<(?:!doctype html|html|head|body|script|iframe|meta)\b/i.test(debut)) return 'une page web'
  if (/^\ufeff?\s*<\?xml/i.test(debut)) return 'un fichier XML'
  return /^(?:\P{Cc}|[\t\n\r\f])+$/u.test(debut) ? 'un fichier texte' : undefined
}
