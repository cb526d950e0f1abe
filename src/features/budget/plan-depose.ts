import type { Centimes } from '../../lib/euros.ts'
import type { Appel } from '../cahier/index.ts'
import { lireContenu } from '../contenu/index.ts'
import { calculer, complet, payee, planDe, reglageDe } from '../plan/index.ts'

/** What the aid may pay of a filed plan (C5.3), in cents, and the part of it that the aid asked is, from 0 to 1; absent when it cannot be told. */
export function baseDeposee(appel: Appel, reponses: unknown): { base: Centimes | undefined; taux: number | undefined } {
  if (appel.plan !== 'complet') return { base: undefined, taux: undefined }
  const plan = planDe(appel, lireContenu(reponses))
  const base = complet(calculer(plan, reglageDe(appel)).base)
  return { base, taux: base && typeof plan.aide === 'number' ? plan.aide / base : undefined }
}

/** A lot of a filed plan for which the aid is asked, and what the aid may pay of it, in cents. `rang`: from 1, as everybody names it. */
export type LotDepose = { id: string; rang: number; intitule: string; base: Centimes }

/** The lots of a filed plan that the aid may pay (C5.4). `lignes`: ranks of the expenses that the instruction keeps; null, those that it may pay. Pure. */
export function lotsDeposes(appel: Appel, reponses: unknown, lignes: readonly number[] | null): LotDepose[] {
  const plan = planDe(appel, lireContenu(reponses))
  const reglage = reglageDe(appel)
  const base = (lot: string) =>
    plan.depenses.reduce((t, d, i) => {
      const montant = d[reglage.assiette]
      if (d.lot !== lot || typeof montant !== 'number') return t
      const gardee = lignes ? lignes.includes(i + 1) : payee(plan, reglage, d).comptee
      return gardee ? t + montant : t
    }, 0)
  return plan.lots
    .map((l, i) => ({ id: l.ligne, rang: i + 1, intitule: l.intitule, base: l.aide ? base(l.ligne) : 0 }))
    .filter(l => l.base > 0)
}
