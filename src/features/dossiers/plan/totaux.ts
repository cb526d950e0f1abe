import type { Appel } from '../../appels/index.ts'
import { type Contenu, champDepense, coutGlobal, montantDe } from '../contenu.ts'

/** Cents; `undefined` while an amount that counts is missing or cannot be read: a total that lies is worse than none. */
export type Totaux = { depenses: number | undefined; ressources: number | undefined; ecart: number | undefined; taux: number | undefined }

/** Totals of the plan. Expenses left empty cost nothing once one is typed. Pure. */
export function totauxDe(appel: Appel, c: Contenu): Totaux {
  const champs = appel.natures.map(n => champDepense(n.code))
  const montants = champs.flatMap(champ => montantDe(c, champ) ?? [])
  const illisible = champs.some(champ => champ in c.illisibles)
  const depenses = illisible || montants.length === 0 ? undefined : montants.reduce((a, b) => a + b, 0)
  const ressources = coutGlobal(c)
  const aide = montantDe(c, 'aide')
  return {
    depenses,
    ressources,
    ecart: depenses === undefined || ressources === undefined ? undefined : ressources - depenses,
    taux: aide === undefined || !ressources ? undefined : aide / ressources,
  }
}
