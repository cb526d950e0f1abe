import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { Morceau, Paragraphe } from './modele.rules.ts'

const TYPE = 'application/vnd.oasis.opendocument.text'
const ESPACES = 'office style text fo dc meta manifest'.split(' ')
const XML = '<?xml version="1.0" encoding="UTF-8"?>'
const urn = (e: string) =>
  e === 'fo'
    ? 'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'
    : e === 'dc'
      ? 'http://purl.org/dc/elements/1.1/'
      : `urn:oasis:names:tc:opendocument:xmlns:${e}:1.0`
const NS = ESPACES.map(e => `xmlns:${e}="${urn(e)}"`).join(' ')
const echapper = (t: string) => t.replace(/[\p{Cc}\ufffe\uffff]/gu, '').replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)

const texte = (m: Morceau) => (m.gras ? `<text:span text:style-name="gras">${echapper(m.texte)}</text:span>` : echapper(m.texte))
const paragraphe = (p: Paragraphe) =>
  p.titre
    ? `<text:h text:style-name="titre" text:outline-level="1">${p.morceaux.map(texte).join('')}</text:h>`
    : `<text:p text:style-name="corps">${p.morceaux.map(texte).join('')}</text:p>`

/** The text as an OpenDocument (1.3), to be changed in any word processor. Its title and its language are said, its titles are titles. */
export async function odt(titre: string, paragraphes: readonly Paragraphe[], instant: Date): Promise<Buffer> {
  const zip = new ZipFile()
  const options = { mtime: instant }
  zip.addBuffer(Buffer.from(TYPE), 'mimetype', { ...options, compress: false })
  const ecrire = (nom: string, contenu: string) => zip.addBuffer(Buffer.from(XML + contenu), nom, options)
  ecrire(
    'META-INF/manifest.xml',
    `<manifest:manifest ${NS} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${TYPE}"/>${['content.xml', 'styles.xml', 'meta.xml'].map(f => `<manifest:file-entry manifest:full-path="${f}" manifest:media-type="text/xml"/>`).join('')}</manifest:manifest>`,
  )
  ecrire(
    'meta.xml',
    `<office:document-meta ${NS} office:version="1.3"><office:meta><dc:title>${echapper(titre)}</dc:title><dc:language>fr-FR</dc:language></office:meta></office:document-meta>`,
  )
  ecrire(
    'styles.xml',
    `<office:document-styles ${NS} office:version="1.3"><office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:language="fr" fo:country="FR"/></style:default-style></office:styles></office:document-styles>`,
  )
  ecrire(
    'content.xml',
    `<office:document-content ${NS} office:version="1.3"><office:automatic-styles><style:style style:name="gras" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="titre" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:margin-bottom="0.2cm"/><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="corps" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.35cm"/></style:style></office:automatic-styles><office:body><office:text>${paragraphes.map(paragraphe).join('')}</office:text></office:body></office:document-content>`,
  )
  zip.end()
  return buffer(zip.outputStream as Readable)
}
