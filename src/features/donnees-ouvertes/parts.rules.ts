/**
 * Shares out a whole number between weights, by the largest remainders: the parts are whole and add up to it exactly. Equal remainders go to the
 * first. Nobody weighs nothing. Pure.
 */
export function partager(total: number, poids: readonly number[]): number[] {
  const somme = poids.reduce((s, p) => s + p, 0)
  const exacts = poids.map(p => (total * p) / somme)
  const parts = exacts.map(Math.floor)
  let reste = total - parts.reduce((s, p) => s + p, 0)
  const ordre = exacts.map((e, i) => ({ i, reste: e - Math.floor(e) })).sort((a, b) => b.reste - a.reste || a.i - b.i)
  for (const { i } of ordre) if (reste-- > 0) parts[i]!++
  return parts
}

/** Hundredths of an aid for each of its beneficiaries: equal, since a plan de financement is the project's and does not divide the aid. */
export const centiemes = (beneficiaires: number) => partager(100, Array<number>(beneficiaires).fill(1))

/** « 0.34 », « 1.00 ». */
export const ecrirePart = (c: number) => (c / 100).toFixed(2)
