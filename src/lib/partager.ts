/**
 * Shares out a whole number between whole weights, by the largest remainders: the parts are whole and add up to it exactly. Equal remainders go to the
 * first. Nobody weighs nothing; somebody weighs something. Exact, whatever the amounts. Pure.
 */
export function partager(total: number, poids: readonly number[]): number[] {
  const somme = poids.reduce((t, n) => t + BigInt(n), 0n)
  const exacts = poids.map(n => BigInt(total) * BigInt(n))
  const parts = exacts.map(n => Number(n / somme))
  const reste = total - parts.reduce((t, n) => t + n, 0)
  const ordre = exacts.map((n, i) => ({ i, n: n % somme })).sort((a, b) => (a.n === b.n ? a.i - b.i : a.n < b.n ? 1 : -1))
  for (const { i } of ordre.slice(0, reste)) parts[i]!++
  return parts
}
