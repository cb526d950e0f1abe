import type { Faits } from '../verdicts/index.ts'
import { complet, lotAide, total } from './calcul.ts'
import { lacunes } from './plan.mots.ts'
import type { Depense, Plan, Reglage, Ressource } from './plan.ts'

/** What rules may know of a plan. What is missing or cannot be read is missing there too: never zero. Pure. */
export function faitsDuPlan(plan: Plan, reglage: Reglage): Pick<Faits, 'montants' | 'depenses' | 'depensesAidees' | 'lots' | 'lacunes'> {
  if (reglage.plan === 'aucun') return { montants: typeof plan.aide === 'number' ? { aide: plan.aide } : {} }
  const montants = montantsDe(plan)
  if (reglage.plan === 'simple') return { montants: typeof plan.cout === 'number' ? { ...montants, cout: plan.cout } : montants }
  const lots = { nombre: plan.lots.length, aides: plan.lots.filter(l => l.aide).length }
  // while no line has been typed, expenses are missing, not zero
  if (plan.depenses.length === 0) return { montants, lots }
  return {
    montants,
    lots,
    depenses: parNature(plan.depenses, reglage),
    depensesAidees: parNature(
      plan.depenses.filter(d => lotAide(plan, d)),
      reglage,
    ),
    lacunes: [
      ...lacunes(plan, reglage).depenses,
      ...plan.depenses.flatMap((d, i) => (d.nature === undefined ? [`la nature de la ligne\u00a0${i + 1}`] : [])),
    ],
  }
}

/** Cents by nature; `null` for one that lacks an amount; under '' what has no nature yet. */
function parNature(depenses: readonly Depense[], { assiette }: Reglage): Record<string, number | null> {
  const sommes: Record<string, number | null> = {}
  for (const d of depenses) {
    const nature = d.nature ?? ''
    const deja = sommes[nature]
    const montant = d[assiette]
    sommes[nature] = typeof montant !== 'number' || deja === null ? null : (deja ?? 0) + montant
  }
  return sommes
}

/** Cents by resource; absent while a figure is missing or cannot be read. No other funder: 0. */
function montantsDe(plan: Plan): NonNullable<Faits['montants']> {
  const somme = (rs: readonly Ressource[]) => complet(total(rs.map(r => ({ nom: r.ligne, montant: r.montant }))))
  const autres = somme(plan.ressources)
  const publics = plan.ressources.some(r => r.origine === undefined)
    ? undefined
    : somme(plan.ressources.filter(r => r.origine !== 'privee'))
  return {
    ...(typeof plan.aide === 'number' ? { aide: plan.aide } : {}),
    ...(typeof plan.part === 'number' ? { part: plan.part } : {}),
    ...(autres === undefined ? {} : { autres }),
    ...(publics === undefined ? {} : { autresPublics: publics }),
  }
}
