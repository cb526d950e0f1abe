import { sansAccents } from '../../../lib/mots.ts'

/** A word that a text may hold: `{code}` in the file, `[libelle]` on the screen. */
export type Mot = { code: string; libelle: string; groupe: string }

/** A text of the file as people read it: words between brackets by their name. A bracket of the text itself is doubled. */
export function enCrochets(texte: string, mots: readonly Mot[]): string {
  const libelles = new Map(mots.map(m => [m.code, m.libelle]))
  return texte.replace(/[[\]]/g, c => c + c).replace(/\{([^{}]*)\}/g, (_tout, code: string) => `[${libelles.get(code) ?? code}]`)
}

const plat = (mot: string) => sansAccents(mot.trim().replaceAll("'", '’').replace(/\s+/g, ' '))

/** The same text as the file writes it. A word that is none stays between braces, where the checker finds it. */
export function depuisCrochets(saisi: string, mots: readonly Mot[]): string {
  const codes = new Map([...mots.map(m => [plat(m.code), m.code] as const), ...mots.map(m => [plat(m.libelle), m.code] as const)])
  return saisi.replace(/\[\[|\]\]|\[([^[\]{}\n]{1,80})\]/g, (tout, mot: string | undefined) =>
    mot === undefined ? tout[0]! : `{${codes.get(plat(mot)) ?? mot.trim()}}`,
  )
}

/** Words between braces of a text that no word has. */
export const inconnus = (texte: string, mots: readonly Mot[]): string[] => {
  const connus = new Set(mots.map(m => m.code))
  return [...new Set([...texte.matchAll(/\{([^{}]*)\}/g)].map(m => m[1]!).filter(m => !connus.has(m)))]
}

/** In a text on the screen, one word for another. */
export const remplacerMot = (saisi: string, avant: string, apres: string) => saisi.replaceAll(`[${avant}]`, `[${apres}]`)
