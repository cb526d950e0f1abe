type Convoquee = { type: string; population: number | null }

/**
 * Clear days between the calling of an assembly and its meeting, and the text that says so; nothing where none of ours is sure: the statutes or the rules of the assembly say it. Three for a commune of less
 * than 3 500 inhabitants (CGCT, L. 2121-11), five from there (L. 2121-12). An EPCI always gets five, which is enough in every case: three would do where none of its communes has 3 500 inhabitants (L. 5211-1),
 * and nobody here counts them.
 */
export function delaiDeConvocation({ type, population }: Convoquee): { jours: number; source: string } | undefined {
  if (type === 'epci') return { jours: 5, source: 'CGCT, articles L.\u00a05211-1 et L.\u00a02121-12' }
  if (type !== 'commune' || population === null) return undefined
  return population >= 3500 ? { jours: 5, source: 'CGCT, article L.\u00a02121-12' } : { jours: 3, source: 'CGCT, article L.\u00a02121-11' }
}

/** The last day on which the calling may leave: neither it nor the day of the meeting counts. */
export const convoquerAuPlusTard = (seance: string, jours: number): string =>
  new Date(Date.parse(`${seance}T12:00:00Z`) - (jours + 1) * 86_400_000).toISOString().slice(0, 10)
