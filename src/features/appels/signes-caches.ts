import type { Defaut } from './erreurs-schema.ts'

/** Control signs, which the database or a printer refuses, and signs that turn the direction of writing over: « fdp.exe » would read « exe.pdf ». A text of several lines keeps its line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const CACHE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/
const DITS_MAX = 30

/** Where a call holds a sign that nobody sees: typed as it is, or by its code between quotes (`"\u202e"`). */
export function signesCaches(brut: unknown): Defaut[] {
  const trouves: Defaut[] = []
  const voir = (v: unknown, chemin: PropertyKey[], surLaCle = false) => {
    if (trouves.length >= DITS_MAX) return
    if (typeof v === 'string') {
      const signe = CACHE.exec(v)?.[0] ?? (v.isWellFormed() ? undefined : '\ufffd')
      if (signe !== undefined)
        trouves.push({ chemin, surLaCle, message: `un signe que l’on ne voit pas (${nomDe(signe)}) est dans ce texte\u00a0: retirez-le` })
    } else if (v !== null && typeof v === 'object')
      for (const [cle, x] of Object.entries(v)) {
        const ici = [...chemin, Array.isArray(v) ? Number(cle) : cle]
        if (!Array.isArray(v)) voir(cle, ici, true)
        voir(x, ici)
      }
  }
  voir(brut, [])
  return trouves
}
const nomDe = (signe: string) => `U+${signe.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
