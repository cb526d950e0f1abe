import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A PDF opened, and the text of each of its pages, on one line. */
export async function ouvrirPdf(octets: Uint8Array) {
  const pdf = await getDocument({ data: new Uint8Array(octets), verbosity: 0 }).promise
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => pdf.getPage(i + 1)))
  const contenus = await Promise.all(pages.map(p => p.getTextContent()))
  return { pdf, pages, textes: contenus.map(c => c.items.map(x => ('str' in x ? x.str + (x.hasEOL ? ' ' : '') : '')).join('')) }
}
