import type { Montant, Plan } from './plan.ts'

/** Cents; `undefined` while an amount that counts is missing or cannot be read: a total that lies is worse than none. */
export type Totaux = { depenses: number | undefined; ressources: number | undefined; ecart: number | undefined; taux: number | undefined }

export const somme = (montants: readonly Montant[]): number | undefined =>
  montants.every(m => typeof m === 'number') ? montants.reduce((a, b) => a + b, 0) : undefined

/** Global cost in cents: aid, own share and other funders (C5.8). */
export const coutGlobal = (p: Plan) => somme([p.aide, p.part, ...p.ressources.map(r => r.montant)])

/** Totals of the plan. Pure. */
export function totauxDe(p: Plan): Totaux {
  const depenses = p.depenses.length === 0 ? undefined : somme(p.depenses.map(d => d.ht))
  const ressources = coutGlobal(p)
  return {
    depenses,
    ressources,
    ecart: depenses === undefined || ressources === undefined ? undefined : ressources - depenses,
    taux: typeof p.aide !== 'number' || !ressources ? undefined : p.aide / ressources,
  }
}
