import type { Appel, Formulaire } from '../appels/index.ts'
import { formulaireDuVolet } from '../appels/index.ts'
import type { Faits, TypeStructure } from '../recevabilite/index.ts'
import { type Contenu, listeDe, texteDe } from './contenu.ts'
import { complet, total } from './plan/calcul.ts'
import type { Plan } from './plan/plan.ts'
import { planDe } from './plan/plan-du-contenu.ts'

export type StructureDuDossier = {
  id: string
  nom: string
  type: string
  siren: string | null
  code_insee: string | null
  departement: string | null
  region: string | null
  population: number | null
}

/** The form of a draft: the one of its volet, the first one while no volet is chosen (C4.3). */
export const formulaireDe = (appel: Appel, contenu: Contenu): Formulaire =>
  formulaireDuVolet(appel, texteDe(contenu, 'volet') ?? '') ?? appel.formulaires[0]!

/** Expenses by nature in cents; `null` for one that cannot be read. `undefined` while no line has been typed: missing, not zero. */
function depensesDe(plan: Plan): Record<string, number | null> | undefined {
  if (plan.depenses.length === 0) return undefined
  const parNature: Record<string, number | null> = {}
  for (const d of plan.depenses) {
    if (d.nature === undefined) continue
    const deja = parNature[d.nature]
    parNature[d.nature] = typeof d.ht !== 'number' || deja === null ? null : (deja ?? 0) + d.ht
  }
  return parNature
}

/** Cents by resource; absent while a figure is missing or cannot be read. No other funder: 0. */
function montantsDe(plan: Plan): NonNullable<Faits['montants']> {
  const autres = complet(total(plan.ressources.map(r => ({ nom: r.ligne, montant: r.montant }))))
  return {
    ...(typeof plan.aide === 'number' ? { aide: plan.aide } : {}),
    ...(typeof plan.part === 'number' ? { part: plan.part } : {}),
    ...(autres === undefined ? {} : { autres }),
  }
}

export type DossierARegler = {
  appel: Appel
  structure: StructureDuDossier
  contenu: Contenu
  pieces: readonly string[]
  partenaires: NonNullable<Faits['partenaires']>
  prolongation?: Date | undefined
}
const defini = <T>(v: T | null | undefined) => v !== null && v !== undefined

/**
 * What the rules may know of a dossier at an instant. Fields absent or unreadable are absent: their verdict says what is missing. Pure.
 * `pieces`: codes of the pieces attached; `prolongation`: the last second of a derogation.
 */
export function faitsDe({ appel, structure: s, contenu: c, pieces, partenaires, prolongation }: DossierARegler, instant: Date): Faits {
  const volet = texteDe(c, 'volet')
  const plan = planDe(c)
  const depenses = depensesDe(plan)
  const actions = listeDe(c, 'actions')
  const questions = new Set(appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => q.id))))
  return {
    instant,
    structure: {
      nom: s.nom,
      type: s.type as TypeStructure,
      ...(defini(s.departement) ? { departement: s.departement as string } : {}),
      ...(defini(s.region) ? { region: s.region as string } : {}),
      ...(defini(s.population) ? { population: s.population as number } : {}),
    },
    formulaire: formulaireDe(appel, c).code,
    ...(volet === undefined ? {} : { volet }),
    ...(actions ? { actions } : {}),
    montants: montantsDe(plan),
    ...(depenses ? { depenses } : {}),
    reponses: Object.fromEntries(Object.entries(c.valeurs).filter(([nom]) => questions.has(nom))),
    pieces,
    partenaires,
    ...(prolongation ? { prolongation } : {}),
  }
}
