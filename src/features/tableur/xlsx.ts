import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { horlogeDeParis } from '../../lib/dates.ts'
import type { FeuillePlate, Genre, Valeur } from './feuille.ts'
import { echapper, lettre } from './texte.ts'

/** Rows of a sheet, its header apart; what is over goes on in another (ECMA-376 part 1, § 18.3.1.73). */
const LIGNES_MAX = 1_048_575
/** Rows handed over together: fewer turns, still little in memory. */
const LOT = 50
const JOUR_MS = 86_400_000
/** Days from the origin of a sheet's dates to that of the clock. */
const ORIGINE_J = 25_569

/**
 * An Office Open XML workbook, written into the archive as the rows come. What assistive technologies read is there: a title, the language, one header row
 * that is frozen, repeated when printed and named (`ColumnTitle`, the name that screen readers look for), widths, no merged cell.
 * ADR 0022 says which libraries were tried.
 */
export function xlsx(feuilles: readonly [FeuillePlate, ...FeuillePlate[]], lignesMax = LIGNES_MAX): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  const sortie = zip.outputStream as Readable
  const { etablieLe } = feuilles[0]
  const options = { mtime: etablieLe }
  const noms: string[] = []
  let ouverte: Readable | undefined
  let rangees: Rangees | undefined
  /** One sheet of the file: a list that is too long for one goes on in the next. */
  const ajouter = (f: FeuillePlate, rang: number, premiere: IteratorResult<unknown>) => {
    let suite: IteratorResult<unknown> = premiere
    noms.push(rang === 1 ? f.nom : `${f.nom.slice(0, 28)}_${rang}`)
    ouverte = Readable.from(
      feuille(f, rangees!, premiere, lignesMax, reste => {
        suite = reste
      }),
      { objectMode: false },
    )
    ouverte.on('error', e => sortie.destroy(e))
    ouverte.on('end', () => (suite.done ? ouvrir(feuilles.indexOf(f) + 1) : ajouter(f, rang + 1, suite)))
    zip.addReadStream(ouverte, `xl/worksheets/sheet${noms.length}.xml`, options)
  }
  const ouvrir = (i: number) => {
    const f = feuilles[i]
    if (!f) return finir()
    rangees = Symbol.asyncIterator in f.lignes ? f.lignes[Symbol.asyncIterator]() : f.lignes[Symbol.iterator]()
    Promise.resolve(rangees.next()).then(
      premiere => ajouter(f, 1, premiere),
      e => sortie.destroy(e as Error),
    )
  }
  const finir = () => {
    const tout = parties({ titre: feuilles[0].nom, etablieLe, noms })
    for (const [chemin, texte] of Object.entries(tout)) zip.addBuffer(Buffer.from(XML + texte), chemin, options)
    zip.end()
  }
  zip.on('error', e => sortie.destroy(e as Error))
  // whoever gives up half-way asks for no more rows
  sortie.on('close', () => {
    ouverte?.destroy()
    void rangees?.return?.()
  })
  ouvrir(0)
  return Readable.toWeb(sortie) as ReadableStream<Uint8Array>
}
type Rangees = AsyncIterator<unknown> | Iterator<unknown>

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PAQUET = 'http://schemas.openxmlformats.org/package/2006'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const GENRE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Styles of cells: 1 is a header's; formats 3 and 4 are built in. */
const STYLES: Record<Genre, number> = { texte: 0, entier: 2, decimal: 3, euros: 4, instant: 5 }
const FORMATS = [0, 0, 3, 164, 4, 165]
const xf = (format: number, i: number) =>
  `<xf numFmtId="${format}" fontId="${i === 1 ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`
const FEUILLE_DE_STYLES = [
  `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.0"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>`,
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>',
  `<cellXfs count="${FORMATS.length}">${FORMATS.map(xf).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
].join('')

/** Everything but the sheets, whose number is known last. */
function parties({ titre, etablieLe, noms }: { titre: string; etablieLe: Date; noms: readonly string[] }): Record<string, string> {
  const rangs = noms.map((_, i) => i + 1)
  const cite = (x: string) => echapper(`'${x.replaceAll("'", "''")}'`)
  const relation = (id: string, genre: string, cible: string) => `<Relationship Id="${id}" Type="${genre}" Target="${cible}"/>`
  const relations = (...r: string[]) => `<Relationships xmlns="${PAQUET}/relationships">${r.join('')}</Relationships>`
  const partie = (chemin: string, genre: string) => `<Override PartName="${chemin}" ContentType="${genre}"/>`
  return {
    'xl/styles.xml': FEUILLE_DE_STYLES,
    'xl/workbook.xml': [
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>`,
      ...noms.map((x, i) => `<sheet name="${echapper(x)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`),
      '</sheets><definedNames>',
      ...noms.map((x, i) => `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${cite(x)}!$1:$1</definedName>`),
      ...noms.map((x, i) => `<definedName name="ColumnTitle" localSheetId="${i}">${cite(x)}!$A$1</definedName>`),
      '</definedNames></workbook>',
    ].join(''),
    'xl/_rels/workbook.xml.rels': relations(
      ...rangs.map(i => relation(`rId${i}`, `${RELATIONS}/worksheet`, `worksheets/sheet${i}.xml`)),
      relation('styles', `${RELATIONS}/styles`, 'styles.xml'),
    ),
    'docProps/core.xml': [
      `<cp:coreProperties xmlns:cp="${PAQUET}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
      `<dc:title>${echapper(titre)}</dc:title><dc:language>fr-FR</dc:language>`,
      `<dcterms:created xsi:type="dcterms:W3CDTF">${etablieLe.toISOString()}</dcterms:created></cp:coreProperties>`,
    ].join(''),
    '_rels/.rels': relations(
      relation('rId1', `${RELATIONS}/officeDocument`, 'xl/workbook.xml'),
      relation('rId2', `${PAQUET}/relationships/metadata/core-properties`, 'docProps/core.xml'),
    ),
    '[Content_Types].xml': [
      `<Types xmlns="${PAQUET}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
      '<Default Extension="xml" ContentType="application/xml"/>',
      partie('/xl/workbook.xml', `${GENRE}.sheet.main+xml`),
      partie('/xl/styles.xml', `${GENRE}.styles+xml`),
      partie('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
      ...rangs.map(i => partie(`/xl/worksheets/sheet${i}.xml`, `${GENRE}.worksheet+xml`)),
      '</Types>',
    ].join(''),
  }
}

async function* feuille(
  { colonnes, valeur }: FeuillePlate,
  rangees: Rangees,
  premiere: IteratorResult<unknown>,
  max: number,
  laisser: (reste: IteratorResult<unknown>) => void,
): AsyncGenerator<string> {
  const noms = colonnes.map((_, i) => lettre(i))
  const derniere = colonnes.length - 1
  yield [
    XML,
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" state="frozen" activePane="bottomRight"/></sheetView></sheetViews>`,
    `<cols>${colonnes.map((c, i) => `<col min="${i + 1}" max="${i + 1}" width="${c.largeur}" customWidth="1" style="${STYLES[c.genre]}"/>`).join('')}</cols>`,
    `<sheetData><row r="1">${colonnes.map((c, i) => chaine(`${noms[i]}1`, c.titre, 1)).join('')}</row>`,
  ].join('')
  let r = premiere
  let lot: string[] = []
  let n = 1
  for (; !r.done && n <= max; r = await rangees.next()) {
    n++
    const { value } = r
    lot.push(`<row r="${n}">${colonnes.map((c, i) => cellule(`${noms[i]}${n}`, c.genre, valeur(i, value), i === derniere)).join('')}</row>`)
    if (lot.length < LOT) continue
    yield lot.join('')
    lot = []
  }
  laisser(r)
  yield `${lot.join('')}</sheetData></worksheet>`
}

/** An empty cell is not written but in the last column: readers take a row to end with its last cell, and say that the others are missing. */
function cellule(place: string, genre: Genre, v: Valeur, derniere: boolean): string {
  if (v === null || v === '') return derniere ? `<c r="${place}"/>` : ''
  const nombre = (n: number) => `<c r="${place}" s="${STYLES[genre]}"><v>${n}</v></c>`
  if (v instanceof Date) return nombre(Date.parse(`${horlogeDeParis(v)}Z`) / JOUR_MS + ORIGINE_J)
  if (typeof v === 'number') return nombre(genre === 'euros' ? v / 100 : v)
  return chaine(place, v)
}

/** A cell of words, typed so: a sheet never computes it. « _x0041_ » would be read as the code of a letter. */
const chaine = (place: string, texte: string, style = 0) =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${echapper(texte.replace(/\r\n?/g, '\n').replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_'))}</t></is></c>`
