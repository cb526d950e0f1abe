/**
 * Plan: the plan de financement (C5.4, C5.8): read from a draft, computed, drawn, imported from a table. Owns no table. Invariant: an amount that is missing makes a total
 * that says so, never zero.
 */

export { calculer, complet, coutGlobal, tauxEnMillimes, total } from './calcul.ts'
export type { PlanDuDossier } from './cellules.view.tsx'
export { lignesDuPlan } from './colonnes-du-plan.ts'
export { faitsDuPlan } from './faits-du-plan.ts'
export { groupesDe, montantLu, ressourcesDe, totalLu } from './lignes-du-plan.ts'
export { ASSIETTES, type Mots, montantsEnBref, motsDuPlan, payee } from './plan.mots.ts'
export type { Plan, Reglage } from './plan.ts'
export { EcartEnVue, PlanEnBref, PlanVue } from './plan.view.tsx'
export { planDe } from './plan-du-contenu.ts'
export { PlanRelu } from './plan-relu.view.tsx'
export { reglageDe } from './reglage.ts'
