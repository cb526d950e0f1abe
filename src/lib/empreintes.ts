import { createHash } from 'node:crypto'

const sha256 = (texte: string) => createHash('sha256').update(texte).digest('hex')

/** Short mark of a text: what a form remembers of the value that it showed. */
export const marque = (texte: string) => (texte === '' ? '' : sha256(texte).slice(0, 10))

/** The same id for the same text, in the shape of a UUID. */
export function idDe(texte: string): string {
  const h = sha256(texte)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}

/** The id of what a form with this key makes within `portee`: elsewhere the same key makes another. It keeps the key's instant (UUIDv7), so that ids still sort by creation. */
export const idDeCle = (portee: string, cle: string) => cle.slice(0, 13) + idDe(`${portee}:${cle}`).slice(13)
