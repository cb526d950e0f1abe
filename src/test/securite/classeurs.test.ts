import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { lireTableau } from '../../features/tableur/lire-tableau.ts'
import { zipSain } from '../../lib/repertoire-zip.ts'

/**
 * Workbooks made to fill the memory of whoever opens them. What a ZIP says of itself is believed only where the reader of workbooks can believe nothing else.
 * Seen to fail: without `tait` and `estFranc` in `zipSain`, four of the first five are opened: 300 kilobytes become 600 megabytes.
 */
const GROS = 300_000_000
const PETIT = { octets: 900_000, brut: 20_000_000, lignes: 500 }
type Entree = { nom: string; brut: Buffer; deflate?: boolean; dit?: { compresse?: number; brut?: number; drapeaux?: number } }

const entete = (signature: number, taille: number, ecrire: (b: Buffer) => void) => {
  const b = Buffer.alloc(taille)
  b.writeUInt32LE(signature, 0)
  ecrire(b)
  return b
}
/** Local files and their directory, at the place where they will stand; each may lie about itself in the directory. */
function ranger(entrees: readonly Entree[], position = 0) {
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
const fin = (nombre: number, taille: number, debut: number, commentaire = 0) =>
  entete(0x06054b50, 22, b => {
    b.writeUInt16LE(nombre, 8)
    b.writeUInt16LE(nombre, 10)
    b.writeUInt32LE(taille, 12)
    b.writeUInt32LE(debut, 16)
    b.writeUInt16LE(commentaire, 20)
  })
function zip(entrees: readonly Entree[]) {
  const { locaux, repertoire, nombre } = ranger(entrees)
  return Buffer.concat([locaux, repertoire, fin(nombre, repertoire.length, locaux.length)])
}

const texte = (nom: string, contenu: string): Entree => ({ nom, brut: Buffer.from(contenu) })
const TYPES = texte(
  '[Content_Types].xml',
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
)
const bombe = (dit: Entree['dit'] = {}): Entree => ({ nom: '[Content_Types].xml', brut: Buffer.alloc(GROS, 32), dit })
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const lien = (type: string, cible: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/${type}" Target="${cible}"/></Relationships>`
const classeur = (feuille: string) =>
  zip([
    TYPES,
    texte('_rels/.rels', lien('officeDocument', 'xl/workbook.xml')),
    texte('xl/workbook.xml', `<workbook xmlns:r="${REL}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    texte('xl/_rels/workbook.xml.rels', lien('worksheet', 'worksheets/sheet1.xml')),
    texte('xl/worksheets/sheet1.xml', feuille),
  ])
const ods = (contenu: string) =>
  zip([
    { nom: 'mimetype', brut: Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), deflate: false },
    texte('content.xml', contenu),
  ])
const tableOds = (lignes: string) =>
  `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A">${lignes}</table:table></office:spreadsheet></office:body></office:document-content>`

describe('un classeur fait pour remplir la mémoire', () => {
  const vrai = ranger([bombe()])
  const leurre = ranger([TYPES], vrai.locaux.length + vrai.repertoire.length)
  const debutLeurre = vrai.locaux.length + vrai.repertoire.length + leurre.locaux.length
  const corps = Buffer.concat([vrai.locaux, vrai.repertoire, leurre.locaux, leurre.repertoire])
  const finFausse = fin(1, vrai.repertoire.length, vrai.locaux.length, 1)
  it.each([
    ['dit sa taille', zip([bombe()])],
    ['se dit vide', zip([bombe({ brut: 0 })])],
    ['remet à plus loin de dire sa taille', zip([bombe({ brut: 0, compresse: 0, drapeaux: 8 })])],
    [
      'cache un second répertoire dans son commentaire',
      Buffer.concat([corps, fin(1, leurre.repertoire.length, debutLeurre, 22), finFausse]),
    ],
    ['donne deux places à son répertoire', Buffer.concat([corps, fin(1, leurre.repertoire.length, vrai.locaux.length)])],
  ])('%s : il est refusé sans être ouvert', async (_quoi, octets) => {
    expect(octets.length).toBeLessThan(PETIT.octets)
    expect(zipSain(octets, PETIT.brut)).toBe(false)
    expect(await lireTableau({ octets, limites: PETIT })).toEqual({ ok: false, error: 'illisible' })
  })

  it.each([
    [
      'répète une ligne un million de fois',
      ods(
        tableOds(
          '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>',
        ),
      ),
    ],
    [
      'répète une espace un milliard de fois',
      ods(
        tableOds(
          '<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="900000000"/></text:p></table:table-cell></table:table-row>',
        ),
      ),
    ],
    [
      's’étend d’un coin à l’autre de la feuille',
      classeur(
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>',
      ),
    ],
    [
      'se définit par lui-même (entités)',
      classeur(
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&b;</t></is></c></row></sheetData></worksheet>',
      ),
    ],
    [
      'demande un fichier de la machine',
      classeur(
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>',
      ),
    ],
  ])('%s : lu ou refusé, jamais développé', async (_quoi, octets) => {
    const lu = await lireTableau({ octets, limites: PETIT })
    expect(JSON.stringify(lu).length).toBeLessThan(1_000_000)
    expect(JSON.stringify(lu)).not.toMatch(/root:|a{50}/)
  })
})
