import { createHash } from 'node:crypto'

const sha256 = (texte: string) => createHash('sha256').update(texte).digest('hex')

/** Short mark of a text: what a form remembers of the value that it showed. */
export const marque = (texte: string) => (texte === '' ? '' : sha256(texte).slice(0, 10))

/** The same id for the same text, in the shape of a UUID. */
export function idDe(texte: string): string {
  const h = sha256(texte)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}
