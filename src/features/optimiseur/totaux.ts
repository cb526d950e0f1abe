import type { Attribution, Probleme } from './probleme.ts'

/** What the allocation is worth: hundredths of a point, people, dossiers, cents granted and left. */
export type Totaux = { points: number; beneficiaires: number; dossiers: number; accorde: number; reste: number }

export function totaliser(p: Probleme, attributions: readonly Attribution[]): Totaux {
  const parId = new Map(p.dossiers.map(d => [d.id, d]))
  const somme = (f: (a: Attribution) => number) => attributions.reduce((s, a) => s + f(a), 0)
  const accorde = somme(a => a.montant)
  return {
    points: somme(a => parId.get(a.id)!.points),
    beneficiaires: somme(a => parId.get(a.id)!.beneficiaires),
    dossiers: attributions.length,
    accorde,
    reste: p.contraintes.enveloppe - accorde,
  }
}
