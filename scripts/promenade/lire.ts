// What somebody reads of an answer, without what changes at each run: ids, digests, the minute.
import { createHash } from 'node:crypto'
import { texteDePage } from '../../src/test/fautes-de-texte.ts'
import { lirePage } from '../../src/test/lire-page.ts'
import { lireZip } from '../../src/test/lire-zip.ts'
import { ouvrirPdf } from '../../src/test/texte-pdf.ts'

/** One answer, as it is kept: two walks are alike when these are. */
export type Vue = { statut: number; titre: string; mots: string[]; liens: string[]; formulaires: string[] }

const NORMES: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, ':id'],
  [/[A-Za-z0-9_-]{40,}/g, ':jeton'],
  [/\b\d{5}\.\d{6,}\b/g, ':instant'],
  [/\b[0-9a-f]{12,}\b/gi, ':empreinte'],
  [/(?:[0-9a-f]{4} ){3,}[0-9a-f]{4}/gi, ':empreinte'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g, ':instant'],
  [/\b\d{8}T\d{6}Z?/g, ':instant'],
  [/\b\d{1,2}\s?(?:h|:)\s?\d{2}(?::\d\d)?\b/g, ':heure'],
  [/\b\d+(?:,\d+)?\s(?:[kKM]?o|octets)\b/g, ':poids'],
  [/localhost:\d+/g, ':hote'],
]
export const stable = (texte: string) =>
  NORMES.reduce((t, [quoi, par]) => t.replace(quoi, par), texte.replace(/[\u00a0\u202f]/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

const textePdf = async (octets: Uint8Array) => (await ouvrirPdf(octets)).textes.flatMap(t => stable(t).split(/(?<=[.:;]) /))

const TEXTE = /^(text\/|application\/(json|ld\+json|geo\+json|atom\+xml|rss\+xml|xml|yaml|.*\+json|.*\+xml))/
const ARCHIVE = /zip|opendocument|openxmlformats/

async function motsDuFichier(type: string, octets: Buffer): Promise<string[]> {
  if (type.startsWith('application/pdf')) return textePdf(octets)
  if (ARCHIVE.test(type)) {
    const entrees = [...lireZip(octets)].sort(([a], [b]) => (stable(a) < stable(b) ? -1 : 1))
    const lus = entrees.map(async ([nom, contenu]) => {
      if (nom.endsWith('.pdf')) return [stable(nom), ...(await textePdf(contenu))]
      return /\.(xml|json|csv|txt|rels|html)$/.test(nom) ? [stable(nom), ...decouper(contenu.toString())] : [stable(nom)]
    })
    return (await Promise.all(lus)).flat()
  }
  if (TEXTE.test(type)) return decouper(octets.toString())
  return [`${type} ${createHash('sha256').update(octets).digest('base64').slice(0, 10)}`]
}
const decouper = (texte: string) => texte.split(/\n|(?<=[>,}]) ?/).flatMap(l => stable(l) || [])

export async function lireReponse(reponse: Response, adresse: string): Promise<{ vue: Vue; suite: string[] }> {
  const type = reponse.headers.get('content-type') ?? ''
  const octets = Buffer.from(await reponse.arrayBuffer())
  const vide = { statut: reponse.status, titre: '', mots: [] as string[], liens: [] as string[], formulaires: [] as string[] }
  const vers = reponse.headers.get('location')
  if (vers && reponse.status >= 300 && reponse.status < 400) {
    const u = new URL(vers, `http://localhost:3000${adresse}`)
    return { vue: { ...vide, liens: [stable(u.pathname + u.search)] }, suite: [u.pathname + u.search] }
  }
  if (!type.startsWith('text/html')) return { vue: { ...vide, titre: type, mots: await motsDuFichier(type, octets) }, suite: [] }
  const html = octets.toString()
  const page = lirePage(html, adresse)
  const formulaires = page.formulaires.map(
    f =>
      `${f.methode} ${stable(f.action)} : ${f.champs.map(c => `${stable(c.nom)} (${c.genre})`).join(', ')} [${f.boutons.map(b => stable(b.texte)).join(', ')}]`,
  )
  const vue = {
    ...vide,
    titre: stable(page.titre),
    mots: texteDePage(html)
      .split('\n')
      .flatMap(l => stable(l) || []),
    liens: page.liens.map(stable),
    formulaires,
  }
  return { vue, suite: page.liens }
}
