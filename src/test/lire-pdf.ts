import { expect } from 'vitest'
import type { Norme } from '../features/documents/index.ts'
import { defautsDuPdf } from './pdf-accessible.ts'
import { ouvrirPdf } from './texte-pdf.ts'

/** A PDF as its readers find it, accessible when it is tagged (RGAA 13.3): its text on one line, its title and language, whether it is tagged and the roles of its tags, how many pages. */
export async function lirePdf(octets: Uint8Array, { norme = 'UA-1' }: { norme?: Norme } = {}) {
  const { pdf, pages, textes } = await ouvrirPdf(octets)
  const arbres = await Promise.all(pages.map(p => p.getStructTree()))
  const { info } = (await pdf.getMetadata()) as { info: { Title?: string; Language?: string } }
  const texte = textes.join(' ')
  const roles = new Set([...JSON.stringify(arbres).matchAll(/"role":"([^"]+)"/g)].map(([, role]) => role))
  // typed as an object, given as a map
  const balise = ((await pdf.getMarkInfo()) as unknown as Map<string, boolean> | null)?.get('Marked') ?? false
  // an archive (PDF/A) has no word to say that its title is shown
  if (balise) expect((await defautsDuPdf(pdf)).filter(d => norme === 'UA-1' || d !== 'its title is not shown')).toEqual([])
  return { texte: texte.replace(/\s+/g, ' '), titre: info.Title, langue: info.Language, balise, roles, pages: pdf.numPages }
}
