import { type Demande, dualite, type Highs } from './highs.ts'
import type { Modele, Rangee } from './modele.ts'

/**
 * Fixes the choices that are the same in every allocation worth at least `valeur`, so that ties are broken among the few dossiers that can still
 * move. For any prices on the constraints, objective − prices × constraints bounds every allocation from above: a choice whose reversal takes that
 * bound below `valeur` is settled. The prices come from the solver; the bound is computed here, so wrong prices settle nothing wrong.
 */
export function reduire(highs: Highs, m: Modele, d: Demande, valeur: number): Modele {
  const rangees = [...m.rangees, ...(d.rangees ?? [])]
  const prix = dualite(highs, m, d)
  if (!prix) return m
  const net = new Float64Array(m.bas.length)
  for (const [c, v] of d.cout) net[c]! += v
  let borne = 0
  for (const [i, r] of rangees.entries()) borne += porter(net, r, prix[i]!)
  for (const [j, n] of net.entries()) borne += n === 0 ? 0 : n * (n > 0 ? m.haut[j]! : m.bas[j]!)
  const perteAdmise = borne - valeur + MARGE * (1 + Math.abs(valeur))
  if (!Number.isFinite(perteAdmise)) return m
  const regle = (j: number) => m.entiers[j] && m.haut[j]! - m.bas[j]! === 1 && Math.abs(net[j]!) > perteAdmise
  return {
    ...m,
    bas: m.bas.map((b, j) => (regle(j) && net[j]! > 0 ? m.haut[j]! : b)),
    haut: m.haut.map((h, j) => (regle(j) && net[j]! < 0 ? m.bas[j]! : h)),
  }
}

/** Far above what sums of a few thousand doubles can lose, far below what a dossier weighs. */
const MARGE = 1e-9

/** Takes a row at its price off the objective, and returns what it adds to the bound. A price on a side that has no limit counts for nothing. */
function porter(net: Float64Array, { min, max, coefs }: Rangee, prix: number): number {
  const limite = prix > 0 ? max : min
  if (prix === 0 || !Number.isFinite(limite)) return 0
  for (const [c, v] of coefs) net[c]! -= prix * v
  return prix * limite
}
