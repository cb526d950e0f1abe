import type { Centimes } from '../../lib/euros.ts'
import type { Appel } from '../cahier/index.ts'
import { lireContenu } from '../contenu/index.ts'
import { calculer, complet, planDe, reglageDe } from '../plan/index.ts'

/** What the aid may pay of a filed plan (C5.3), in cents, and the part of it that the aid asked is, from 0 to 1; absent when it cannot be told. */
export function baseDeposee(appel: Appel, reponses: unknown): { base: Centimes | undefined; taux: number | undefined } {
  const plan = planDe(lireContenu(reponses))
  const base = complet(calculer(plan, reglageDe(appel)).base)
  return { base, taux: base && typeof plan.aide === 'number' ? plan.aide / base : undefined }
}
