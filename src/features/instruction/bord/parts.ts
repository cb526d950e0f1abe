import type { Groupe } from './bord.queries.ts'

/** Cents. `aideMediane` of those that ask for an aid. */
export type Part = {
  axe: 'volet' | 'departement' | 'porteur' | 'tout'
  code: string
  n: number
  aide: number
  cout: number
  aideMediane: number | null
}

/** In order, as numbers. */
export const aidesTriees = (groupes: readonly Groupe[]): Float64Array => Float64Array.from(groupes.flatMap(g => g.aides)).sort()

/** The middle one; of an even number, the lower of the two: an amount that somebody asks. */
export const mediane = (triees: Float64Array): number | null => triees[Math.ceil(triees.length / 2) - 1] ?? null

/** The dossiers by volet, by leading département, by kind of bearer, and all of them. Pure. */
export function partsDe(groupes: readonly Groupe[]): Part[] {
  const selon = (axe: Part['axe'], code: (g: Groupe) => string) => [...Map.groupBy(groupes, code)].map(([c, gs]) => partDe(axe, c, gs))
  return [
    ...selon('volet', g => g.volet),
    ...selon('departement', g => g.departement),
    ...selon('porteur', g => g.porteur),
    partDe('tout', '', groupes),
  ]
}

function partDe(axe: Part['axe'], code: string, groupes: readonly Groupe[]): Part {
  const aides = aidesTriees(groupes)
  return {
    axe,
    code,
    n: groupes.reduce((s, g) => s + g.n, 0),
    cout: groupes.reduce((s, g) => s + g.cout, 0),
    aide: aides.reduce((s, a) => s + a, 0),
    aideMediane: mediane(aides),
  }
}
