export type Graphe = ReadonlyMap<string, ReadonlySet<string>>

/** The circles of a graph: sets of more than one node of which each reaches every other (Tarjan). */
export function cercles(g: Graphe): string[][] {
  const rangs = new Map<string, number>()
  const bas = new Map<string, number>()
  const pile: string[] = []
  const trouves: string[][] = []
  const visiter = (n: string) => {
    const rang = rangs.size
    rangs.set(n, rang)
    bas.set(n, rang)
    pile.push(n)
    for (const v of g.get(n) ?? []) {
      if (!rangs.has(v)) visiter(v)
      if (pile.includes(v)) bas.set(n, Math.min(bas.get(n)!, bas.get(v)!))
    }
    if (bas.get(n) !== rang) return
    const cercle = pile.splice(pile.indexOf(n))
    if (cercle.length > 1) trouves.push(cercle)
  }
  for (const n of g.keys()) if (!rangs.has(n)) visiter(n)
  return trouves
}

/**
 * Arrows that run against an order of these rooms, in the best order found: only rooms of one circle can have any, and those are moved one by one as long
 * as that helps. The same arrows always give the same number.
 */
export function montees(arcs: readonly (readonly [string, string])[]): number {
  const g: Graphe = new Map([...Map.groupBy(arcs, a => a[0])].map(([de, xs]) => [de, new Set(xs.map(x => x[1]))]))
  return cercles(g).reduce((n, cercle) => n + meilleurOrdre(cercle.sort(), arcs), 0)
}

function meilleurOrdre(pieces: readonly string[], arcs: readonly (readonly [string, string])[]): number {
  const poids = new Map<string, number>()
  for (const [a, b] of arcs) if (pieces.includes(a) && pieces.includes(b)) poids.set(`${a} ${b}`, (poids.get(`${a} ${b}`) ?? 0) + 1)
  // the first stands highest: an arrow to a room before one's own runs back up
  const cout = (ordre: readonly string[]) =>
    ordre.reduce((n, a, i) => n + ordre.slice(0, i).reduce((m, b) => m + (poids.get(`${a} ${b}`) ?? 0), 0), 0)
  let ordre = [...pieces]
  for (let mieux = true; mieux; ) {
    mieux = false
    for (const p of pieces) {
      const sans = ordre.filter(x => x !== p)
      const essais = sans.map((_, i) => sans.toSpliced(i, 0, p)).concat([[...sans, p]])
      const meilleur = essais.reduce((a, b) => (cout(b) < cout(a) ? b : a), ordre)
      if (cout(meilleur) < cout(ordre)) {
        ordre = meilleur
        mieux = true
      }
    }
  }
  return cout(ordre)
}
