import type { Releve } from './marcher.ts'

/** What is in `x` and not in `y`, as many times as it is more. The order is not looked at: lines of one instant come in that of their ids, which are drawn. */
function enPlus(x: readonly string[], y: readonly string[]): string[] {
  const restent = new Map<string, number>()
  for (const v of y) restent.set(v, (restent.get(v) ?? 0) + 1)
  return x.filter(v => {
    const n = restent.get(v) ?? 0
    restent.set(v, n - 1)
    return n <= 0
  })
}

/** What differs between two walks, a line each; nothing when they are alike. */
export function comparer(avant: Releve, apres: Releve): string[] {
  const lignes: string[] = []
  for (const cle of new Set([...Object.keys(avant), ...Object.keys(apres)])) {
    const [a, b] = [avant[cle], apres[cle]]
    if (!a || !b) {
      lignes.push(`${a ? '-' : '+'} ${cle}`)
      continue
    }
    for (const quoi of ['statut', 'titre'] as const) if (a[quoi] !== b[quoi]) lignes.push(`${cle}\u00a0: ${quoi} ${a[quoi]} → ${b[quoi]}`)
    for (const quoi of ['mots', 'liens', 'formulaires'] as const)
      for (const [signe, x, y] of [
        ['-', a[quoi], b[quoi]],
        ['+', b[quoi], a[quoi]],
      ] as const)
        lignes.push(...enPlus(x, y).map(v => `${cle}\u00a0: ${quoi} ${signe} ${v.slice(0, 200)}`))
  }
  return lignes
}
