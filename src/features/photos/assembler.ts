import { degrees, PDFDocument, PDFName, type PDFPage, PDFRawStream } from '@cantoo/pdf-lib'

/** Long side of an A4 sheet, in points of a PDF. */
const A4 = 841.89
export type PageAjoutee = { jpeg: Uint8Array; largeur: number; hauteur: number }

/** A PDF of photographs: the pages of `pdf` that `pages` names, in that order, turned by so many quarters, then one a photograph of `ajouts`. The same demand gives the same bytes. */
export async function assembler(d: {
  pdf?: Uint8Array | undefined
  pages?: readonly { de: number; quarts: number }[] | undefined
  ajouts?: readonly PageAjoutee[]
  titre: string
  instant: Date
}): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false })
  if (d.pdf) {
    const avant = await PDFDocument.load(d.pdf, { updateMetadata: false })
    const pages = d.pages ?? avant.getPageIndices().map(de => ({ de, quarts: 0 }))
    const copiees = await doc.copyPages(
      avant,
      pages.map(p => p.de),
    )
    for (const [i, p] of copiees.entries()) doc.addPage(p).setRotation(degrees((p.getRotation().angle + 90 * pages[i]!.quarts) % 360))
  }
  for (const { jpeg, largeur, hauteur } of d.ajouts ?? []) {
    const image = await doc.embedJpg(jpeg)
    const echelle = A4 / Math.max(largeur, hauteur)
    const [l, h] = [largeur * echelle, hauteur * echelle]
    doc.addPage([l, h]).drawImage(image, { x: 0, y: 0, width: l, height: h })
  }
  doc.setTitle(d.titre, { showInWindowTitleBar: true })
  doc.setLanguage('fr-FR')
  doc.setCreationDate(d.instant)
  doc.setModificationDate(d.instant)
  return doc.save()
}

/** The photograph of each page of such a PDF, with the turn that the page gives it, in degrees. */
export async function photosDesPages(pdf: Uint8Array): Promise<{ jpeg: Uint8Array; tour: number }[]> {
  const doc = await PDFDocument.load(pdf, { updateMetadata: false })
  return doc.getPages().flatMap(page => {
    const jpeg = photoDe(page)
    return jpeg ? [{ jpeg, tour: page.getRotation().angle }] : []
  })
}

function photoDe(page: PDFPage): Uint8Array | undefined {
  const objets = page.node.normalizedEntries().XObject
  for (const nom of objets?.keys() ?? []) {
    const objet = objets?.lookup(nom)
    if (objet instanceof PDFRawStream && objet.dict.get(PDFName.of('Subtype')) === PDFName.of('Image')) return objet.contents
  }
  return undefined
}
