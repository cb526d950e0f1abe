import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { horlogeDeParis } from '../../lib/dates.ts'
import type { FeuillePlate, Genre, Valeur } from './feuille.ts'
import { echapper, lettre } from './texte.ts'

/**
 * An OpenDocument spreadsheet (1.3): its `content.xml` is written into the archive as the rows come. What assistive technologies read is there: a title, the
 * language, one header row that is marked, frozen and named, widths, no merged cell.
 */
export function ods(feuilles: readonly [FeuillePlate, ...FeuillePlate[]]): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  const sortie = zip.outputStream as Readable
  const options = { mtime: feuilles[0].etablieLe }
  // the first entry, and bare: by it programs know what the archive is
  zip.addBuffer(Buffer.from(TYPE), 'mimetype', { ...options, compress: false })
  for (const [chemin, texte] of Object.entries(parties(feuilles))) zip.addBuffer(Buffer.from(XML + texte), chemin, options)
  const contenu = Readable.from(contenuDe(feuilles), { objectMode: false })
  contenu.on('error', e => sortie.destroy(e))
  // whoever gives up half-way asks for no more rows
  sortie.on('close', () => contenu.destroy())
  zip.addReadStream(contenu, 'content.xml', options)
  zip.on('error', e => sortie.destroy(e as Error))
  zip.end()
  return Readable.toWeb(sortie) as ReadableStream<Uint8Array>
}

const TYPE = 'application/vnd.oasis.opendocument.spreadsheet'
const XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
const NS = 'urn:oasis:names:tc:opendocument:xmlns:'
const espaces = (...noms: string[]) => noms.map(n => `xmlns:${n}="${NS}${n}:1.0"`).join(' ')
const entree = (chemin: string, type = 'text/xml') =>
  `<manifest:file-entry manifest:full-path="${chemin}" manifest:media-type="${type}"${chemin === '/' ? ' manifest:version="1.3"' : ''}/>`
const reglage = (nom: string, type: string, valeur: string | number) =>
  `<config:config-item config:name="${nom}" config:type="${type}">${valeur}</config:config-item>`
/** First row and first column stay in sight. */
const FIGER = ['Horizontal', 'Vertical'].flatMap((sens, i) => [
  reglage(`${sens}SplitMode`, 'short', 2),
  reglage(`${sens}SplitPosition`, 'int', 1),
  reglage(i === 0 ? 'PositionRight' : 'PositionBottom', 'int', 1),
])

/** All that is not the rows. */
const parties = ([premiere, ...suite]: readonly [FeuillePlate, ...FeuillePlate[]]): Record<string, string> => ({
  'META-INF/manifest.xml': `<manifest:manifest ${espaces('manifest')} manifest:version="1.3">${entree('/', TYPE)}${['content.xml', 'meta.xml', 'settings.xml', 'styles.xml'].map(n => entree(n)).join('')}</manifest:manifest>`,
  'meta.xml': `<office:document-meta ${espaces('office', 'meta')} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta><dc:title>${echapper(premiere.nom)}</dc:title><dc:language>fr-FR</dc:language><meta:creation-date>${premiere.etablieLe.toISOString().slice(0, 19)}</meta:creation-date></office:meta></office:document-meta>`,
  'styles.xml': `<office:document-styles ${espaces('office', 'style')} xmlns:fo="${NS}xsl-fo-compatible:1.0" office:version="1.3"><office:styles><style:default-style style:family="table-cell"><style:text-properties fo:language="fr" fo:country="FR"/></style:default-style></office:styles></office:document-styles>`,
  'settings.xml': `<office:document-settings ${espaces('office', 'config')} office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry><config:config-item-map-named config:name="Tables">${[premiere, ...suite].map(f => `<config:config-item-map-entry config:name="${echapper(f.nom)}">${FIGER.join('')}</config:config-item-map-entry>`).join('')}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`,
})
const PREFIXES = ['office', 'table', 'text', 'style', 'number']
const ESPACES = [...PREFIXES.map(p => `xmlns:${p}="${NS}${p === 'number' ? 'datastyle' : p}:1.0"`), `xmlns:fo="${NS}xsl-fo-compatible:1.0"`]

const nombre = (decimales: number) =>
  `<number:number number:decimal-places="${decimales}" number:min-decimal-places="${decimales}" number:min-integer-digits="1" number:grouping="true"/>`
const deux = (partie: string) => `<number:${partie} number:style="long"/>`
const mot = (texte: string) => `<number:text>${texte}</number:text>`
const STYLES: Record<Exclude<Genre, 'texte'>, string> = {
  entier: `<number:number-style style:name="N-entier">${nombre(0)}</number:number-style>`,
  decimal: `<number:number-style style:name="N-decimal">${nombre(1)}</number:number-style>`,
  euros: `<number:number-style style:name="N-euros">${nombre(2)}</number:number-style>`,
  instant: `<number:date-style style:name="N-instant">${[deux('day'), mot('/'), deux('month'), mot('/'), deux('year'), mot(' '), deux('hours'), mot(':'), deux('minutes')].join('')}</number:date-style>`,
}
const cellules = (genre: string) => `<style:style style:name="${genre}" style:family="table-cell" style:data-style-name="N-${genre}"/>`
/** The style of a column; those of the first sheet have the short names. */
const styleDe = (feuille: number, colonne: number) => (feuille === 0 ? `c${colonne}` : `c${feuille}_${colonne}`)
const styles = (feuilles: readonly FeuillePlate[]) =>
  [
    ...Object.entries(STYLES).flatMap(([genre, style]) => [style, cellules(genre)]),
    '<style:style style:name="titre" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>',
    ...feuilles.flatMap(({ colonnes }, f) =>
      colonnes.map(
        (c, i) =>
          `<style:style style:name="${styleDe(f, i)}" style:family="table-column"><style:table-column-properties style:column-width="${(c.largeur * 0.2).toFixed(1)}cm"/></style:style>`,
      ),
    ),
  ].join('')

/** Rows handed over together: fewer turns, still little in memory. */
const LOT = 50
async function* contenuDe(feuilles: readonly FeuillePlate[]): AsyncGenerator<string> {
  yield [
    XML,
    `<office:document-content ${ESPACES.join(' ')} office:version="1.3">`,
    `<office:automatic-styles>${styles(feuilles)}</office:automatic-styles>`,
    '<office:body><office:spreadsheet>',
  ].join('')
  const [noms, plages]: [string[], string[]] = [[], []]
  for (const [i, f] of feuilles.entries()) {
    const lignes = yield* table(f, i)
    const place = (coin: string) => echapper(`$'${f.nom.replaceAll("'", "''")}'.${coin}`)
    const entete = place('$A$1')
    // names of the first sheet are those that screen readers look for
    const nom = (x: string) => (i === 0 ? x : `${x}_${i + 1}`)
    noms.push(
      `<table:named-range table:name="${nom('ColumnTitle')}" table:base-cell-address="${entete}" table:cell-range-address="${entete}" table:range-usable-as="repeat-row"/>`,
    )
    plages.push(
      `<table:database-range table:name="${nom('Lignes')}" table:contains-header="true" table:target-range-address="${entete}:${place(`$${lettre(f.colonnes.length - 1)}$${lignes}`)}"/>`,
    )
  }
  yield [
    `<table:named-expressions>${noms.join('')}</table:named-expressions>`,
    `<table:database-ranges>${plages.join('')}</table:database-ranges></office:spreadsheet></office:body></office:document-content>`,
  ].join('')
}

/** One sheet; gives the number of its rows, its header included. */
async function* table({ nom, colonnes, lignes, valeur }: FeuillePlate, rang: number): AsyncGenerator<string, number> {
  yield [
    `<table:table table:name="${echapper(nom)}">`,
    ...colonnes.map(
      (c, i) =>
        `<table:table-column table:style-name="${styleDe(rang, i)}"${c.genre === 'texte' ? '' : ` table:default-cell-style-name="${c.genre}"`}/>`,
    ),
    `<table:table-row>${colonnes.map(c => chaine(c.titre, ' table:style-name="titre"')).join('')}</table:table-row>`,
  ].join('')
  let lot: string[] = []
  let n = 1
  for await (const l of lignes) {
    n++
    lot.push(`<table:table-row>${colonnes.map((c, i) => ecrire(c.genre, valeur(i, l))).join('')}</table:table-row>`)
    if (lot.length === LOT) {
      yield lot.join('')
      lot = []
    }
  }
  yield `${lot.join('')}</table:table>`
  return n
}

function ecrire(genre: Genre, v: Valeur): string {
  if (v === null || v === '') return '<table:table-cell/>'
  if (v instanceof Date)
    return `<table:table-cell table:style-name="${genre}" office:value-type="date" office:date-value="${horlogeDeParis(v)}"/>`
  if (typeof v === 'number')
    return `<table:table-cell table:style-name="${genre}" office:value-type="float" office:value="${genre === 'euros' ? v / 100 : v}"/>`
  return chaine(v)
}

/** A cell of words, typed so: a sheet never computes it. Runs of spaces and line ends are elements in this format. */
const chaine = (texte: string, style = '') =>
  `<table:table-cell${style} office:value-type="string">${texte
    .split(/\r\n?|\n/)
    .map(
      p =>
        `<text:p>${echapper(p)
          .replace(/^ | (?= )| $/g, '<text:s/>')
          .replaceAll('\t', '<text:tab/>')}</text:p>`,
    )
    .join('')}</table:table-cell>`
