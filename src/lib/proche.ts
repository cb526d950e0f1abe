import { sansAccents } from './mots.ts'

/** Distance between two words, for « vouliez-vous dire ». */
function distance(a: string, b: string): number {
  let ligne = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const suivante = [i]
    for (let j = 1; j <= b.length; j++)
      suivante[j] = Math.min(ligne[j]! + 1, suivante[j - 1]! + 1, ligne[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    ligne = suivante
  }
  return ligne[b.length]!
}

/** Longer than this is no mistyped word: to compare it takes the product of both lengths. */
const LONG = 200

/** The nearest known word, or nothing when none is near enough. */
export function proche(mot: string, connus: Iterable<string>): string | undefined {
  if (mot.length > LONG) return undefined
  const [meilleur] = [...connus].map(c => ({ c, d: distance(sansAccents(mot), sansAccents(c)) })).sort((a, b) => a.d - b.d)
  return meilleur && meilleur.d <= Math.max(1, Math.floor(mot.length / 3)) ? meilleur.c : undefined
}
/** « ; vouliez-vous dire « X » ? », or nothing. */
export const suggestion = (mot: string, connus: Iterable<string>) => {
  const p = proche(mot, connus)
  return p ? ` ; vouliez-vous dire « ${p} » ?`.replace(' ;', '\u202f;').replace(' ?', '\u202f?') : ''
}
