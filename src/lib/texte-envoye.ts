import { composer } from './accents.ts'

/** A NUL is in no text, and the database keeps none. */
export const NUL = '\u0000'

/** The text of a file that somebody sent, its accents in one piece with their letters; nothing when it is none: bytes that are not UTF-8, or a NUL among them. */
export async function texteDuFichier(fichier: File): Promise<string | undefined> {
  try {
    const texte = new TextDecoder('utf-8', { fatal: true }).decode(await fichier.arrayBuffer())
    return texte.includes(NUL) ? undefined : composer(texte)
  } catch {
    return undefined
  }
}
