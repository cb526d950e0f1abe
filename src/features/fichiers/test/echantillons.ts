/** Small true files, made here: the repository keeps no sample. */
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n')
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')
export const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(40, 1), Buffer.from([0xff, 0xd9])])

/** A zip of uncompressed entries, with its central directory at the end. */
export function zip(entrees: Record<string, string | Buffer>): Buffer {
  const locaux: Buffer[] = []
  const repertoire: Buffer[] = []
  let position = 0
  for (const [nom, contenu] of Object.entries(entrees)) {
    const n = Buffer.from(nom)
    const c = Buffer.from(contenu)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt32LE(c.length, 18)
    local.writeUInt32LE(c.length, 22)
    local.writeUInt16LE(n.length, 26)
    const entree = Buffer.alloc(46)
    entree.writeUInt32LE(0x02014b50, 0)
    entree.writeUInt32LE(c.length, 20)
    entree.writeUInt32LE(c.length, 24)
    entree.writeUInt16LE(n.length, 28)
    entree.writeUInt32LE(position, 42)
    locaux.push(local, n, c)
    repertoire.push(entree, n)
    position += 30 + n.length + c.length
  }
  const central = Buffer.concat(repertoire)
  const fin = Buffer.alloc(22)
  fin.writeUInt32LE(0x06054b50, 0)
  for (const place of [8, 10]) fin.writeUInt16LE(locaux.length / 3, place)
  fin.writeUInt32LE(central.length, 12)
  fin.writeUInt32LE(position, 16)
  return Buffer.concat([...locaux, central, fin])
}
const odf = (genre: string) =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${genre}`, 'content.xml': '<x/>', 'META-INF/manifest.xml': '<x/>' })
const ooxml = (noms: string[]) =>
  zip({ '[Content_Types].xml': '<Types/>', '_rels/.rels': '<x/>', ...Object.fromEntries(noms.map(n => [n, '<x/>'])) })

export const ODT = odf('text')
export const ODS = odf('spreadsheet')
export const ODP = odf('presentation')
/** As Word writes it: pictures first, the document itself far from the beginning. */
export const DOCX = zip({
  '[Content_Types].xml': '<Types/>',
  'docProps/thumbnail.jpeg': Buffer.alloc(9000, 7),
  'word/document.xml': '<x/>',
  'word/embeddings/plan.xlsx': '<x/>',
})
export const XLSX = ooxml(['xl/workbook.xml', 'xl/worksheets/sheet1.xml'])
export const DOCM = ooxml(['word/document.xml', 'word/vbaProject.bin'])
/** An archive that holds a Word document: still an archive. */
export const ZIP = zip({ 'devis.docx': DOCX, 'lisez-moi.txt': 'bonjour' })
