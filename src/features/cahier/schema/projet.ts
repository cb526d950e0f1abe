import { z } from 'zod'
import {
  adresseLien,
  clausesOptionnelles,
  code,
  entier,
  formule,
  jour,
  liste,
  montant,
  ouiNon,
  phrase,
  refClause,
  taux,
  texte,
} from './communs.ts'
import { colonne, ligne, TABLEAU } from './tableau.ts'

const action = z.strictObject({ code, libelle: phrase, renvoi: code.optional() })

export const volet = z.strictObject({
  code,
  numero: entier(99, 1),
  titre: phrase,
  description: phrase.optional(),
  actions: liste(action).min(1, 'au moins une action'),
  clauses: clausesOptionnelles,
})

/** A kind of project that has its own call elsewhere (C3.4). */
export const renvoi = z.strictObject({
  code,
  titre: phrase,
  texte: phrase,
  libelle_lien: phrase,
  lien: adresseLien,
  jusqu_au: jour.optional(),
  clauses: clausesOptionnelles,
})

export const exemples = z.strictObject({ liste: liste(phrase).min(1), clauses: clausesOptionnelles })

/**
 * Nature of an expense. `oui`: in the plan and in the base that the aid pays. `marginale`: in the base, but a share of the aid that stays under
 * `part_max`. `non`: may stand in the plan, never in the base. `exclue`: not even in the plan.
 */
export const nature = z
  .strictObject({
    code,
    libelle: phrase,
    eligible: z.enum(['oui', 'non', 'marginale', 'exclue']),
    part_max: taux.optional(),
    explication: phrase.optional(),
    exemple: phrase.optional(),
    clauses: clausesOptionnelles,
  })
  .refine(n => n.eligible !== 'marginale' || n.part_max !== undefined, {
    path: ['part_max'],
    message: 'la part maximale d’une dépense marginale, par exemple 10 %',
  })

/** Article 3, paragraph 2: EUR 300 000 over any period of three years. Cents. */
const MINIMIS_PLAFOND = 30_000_000

/** How a project is financed in this call: no plan at all (a lump sum), its cost and who pays in three figures, or expenses and resources line by line. */
const GENRES_DE_PLAN = ['aucun', 'simple', 'complet'] as const
/** A plan in full whose lines carry more than an expense: questions of their own, a rank of priority, an aid of their own (the code of one of its columns). */
const lignesDuPlan = z.strictObject({
  colonnes: liste(colonne, TABLEAU.colonnes).default([]),
  rang: ouiNon.default(false),
  aide: code.optional(),
  ligne: ligne.optional(),
  clause: refClause.optional(),
})
export const plan = z.union([z.enum(GENRES_DE_PLAN), lignesDuPlan])

/** How much: what the page says, and the figures that the rules check by themselves (`recevabilite/declarations.ts`): the aid of one dossier, and its global cost. */
export const aide = z
  .strictObject({
    texte: phrase,
    minimum: phrase.optional(),
    montant_min: montant.optional(),
    montant_max: montant.optional(),
    cout_min: montant.optional(),
    /** A parameter: a rate, or a range of rates, that the aid may take of its base. */
    taux: texte.optional(),
    /** The most of the base that counts: an amount, or a parameter. */
    base_max: z.union([montant, texte], 'un montant, par exemple 500 000 €, ou le nom d’un paramètre').optional(),
    /** The aid is this formula: nobody types it. */
    calcul: formule.optional(),
    lots: phrase.optional(),
    /** How many dossiers may be aided, in a call without a comité; one that has a comité says it there. */
    laureats_max: entier(10_000, 1).optional(),
    /** On which amounts the plan balances: most authorities get VAT back (FCTVA), some calls pay it. */
    equilibre: z.enum(['ht', 'ttc']).default('ht'),
    /** Granted as de minimis aid (règlement (UE) 2023/2831): what a single undertaking may get of it over three rolling years, and which dossiers it concerns. */
    minimis: z.strictObject({ plafond: montant.default(MINIMIS_PLAFOND), si: formule.optional(), clauses: clausesOptionnelles }).optional(),
    clauses: clausesOptionnelles,
  })
  .refine(a => a.montant_min === undefined || a.montant_max === undefined || a.montant_min <= a.montant_max, {
    path: ['montant_max'],
    message: 'un montant au moins égal à « montant_min »',
  })

type PlusieursLaureats = { max: number; clauses: readonly string[] }
/** How many lauréats a call may have, with the clauses that say it. */
export const laureatsDits = (
  dit: Pick<z.output<typeof aide>, 'laureats_max' | 'clauses'>,
  comite: { laureats_max?: number | undefined; clauses: readonly string[] } | undefined,
): PlusieursLaureats | undefined => {
  const { laureats_max: max, clauses } = comite ?? dit
  return max === undefined ? undefined : { max, clauses }
}

type PlanDit = {
  plan: (typeof GENRES_DE_PLAN)[number]
  lignes_du_plan: z.output<typeof lignesDuPlan> | undefined
  aide: z.output<typeof aide>
}
/**
 * The kind of the plan, and apart from it what its lines carry. An aid that stands on each line is the one of the dossier once added up: a call that says no other
 * computes it so.
 */
export function dePlan(dit: z.output<typeof plan>, aidee: z.output<typeof aide>): PlanDit {
  if (typeof dit === 'string') return { plan: dit, lignes_du_plan: undefined, aide: aidee }
  const calcul = aidee.calcul ?? (dit.aide === undefined ? undefined : `somme plan . ${dit.aide}`)
  return { plan: 'complet', lignes_du_plan: dit, aide: { ...aidee, calcul } }
}
