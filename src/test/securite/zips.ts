import { deflateRawSync } from 'node:zlib'

/** Archives and workbooks made by hand, so that they may lie. */
export type Entree = { nom: string; brut: Buffer; deflate?: boolean; dit?: { compresse?: number; brut?: number; drapeaux?: number } }

const entete = (signature: number, taille: number, ecrire: (b: Buffer) => void) => {
  const b = Buffer.alloc(taille)
  b.writeUInt32LE(signature, 0)
  ecrire(b)
  return b
}
/** Local files and their directory, at the place where they will stand; each may lie about itself in the directory. */
export function ranger(entrees: readonly Entree[], position = 0) {
  const locaux: Buffer[] = []
  const repertoire: Buffer[] = []
  let ou = position
  for (const { nom, brut, deflate = true, dit = {} } of entrees) {
    const n = Buffer.from(nom)
    const c = deflate ? deflateRawSync(brut, { level: 9 }) : brut
    const commun = (b: Buffer, debut: number, vrai: boolean) => {
      b.writeUInt16LE(vrai ? 0 : (dit.drapeaux ?? 0), debut - 2)
      b.writeUInt16LE(deflate ? 8 : 0, debut)
      b.writeUInt32LE(vrai ? c.length : (dit.compresse ?? c.length), debut + 10)
      b.writeUInt32LE(vrai ? brut.length : (dit.brut ?? brut.length), debut + 14)
      b.writeUInt16LE(n.length, debut + 18)
    }
    locaux.push(
      entete(0x04034b50, 30, b => commun(b, 8, true)),
      n,
      c,
    )
    repertoire.push(
      entete(0x02014b50, 46, b => {
        commun(b, 10, false)
        b.writeUInt32LE(ou, 42)
      }),
      n,
    )
    ou += 30 + n.length + c.length
  }
  return { locaux: Buffer.concat(locaux), repertoire: Buffer.concat(repertoire), nombre: entrees.length }
}
export const fin = (nombre: number, taille: number, debut: number, commentaire = 0) =>
  entete(0x06054b50, 22, b => {
    b.writeUInt16LE(nombre, 8)
    b.writeUInt16LE(nombre, 10)
    b.writeUInt32LE(taille, 12)
    b.writeUInt32LE(debut, 16)
    b.writeUInt16LE(commentaire, 20)
  })
export function zip(entrees: readonly Entree[]) {
  const { locaux, repertoire, nombre } = ranger(entrees)
  return Buffer.concat([locaux, repertoire, fin(nombre, repertoire.length, locaux.length)])
}

export const texte = (nom: string, contenu: string): Entree => ({ nom, brut: Buffer.from(contenu) })
export const TYPES = texte(
  '[Content_Types].xml',
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
)
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const lien = (type: string, cible: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/${type}" Target="${cible}"/></Relationships>`
export const classeur = (feuille: string) =>
  zip([
    TYPES,
    texte('_rels/.rels', lien('officeDocument', 'xl/workbook.xml')),
    texte('xl/workbook.xml', `<workbook xmlns:r="${REL}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    texte('xl/_rels/workbook.xml.rels', lien('worksheet', 'worksheets/sheet1.xml')),
    texte('xl/worksheets/sheet1.xml', feuille),
  ])
export const ods = (contenu: string) =>
  zip([
    { nom: 'mimetype', brut: Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), deflate: false },
    texte('content.xml', contenu),
  ])
export const tableOds = (lignes: string) =>
  `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A">${lignes}</table:table></office:spreadsheet></office:body></office:document-content>`
