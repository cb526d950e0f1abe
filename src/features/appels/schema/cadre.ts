import { z } from 'zod'
import {
  clauses,
  clausesOptionnelles,
  code,
  DEPARTEMENT,
  entier,
  instant,
  jour,
  montant,
  ouiNon,
  phrase,
  REGION,
  texte,
  typeStructure,
} from './communs.ts'

const axe = z.strictObject({
  numero: entier,
  titre: phrase,
  montant,
  pilote: phrase,
  modalite: phrase.optional(),
  lien: texte.optional(),
  clauses: clausesOptionnelles,
})

/** Programme and axes: where the money comes from (C1). */
export const programme = z.strictObject({
  nom: phrase,
  plan: phrase.optional(),
  montant: montant.optional(),
  axe: axe.optional(),
  autres_axes: z.array(axe).default([]),
  clauses: clausesOptionnelles,
})

export const enveloppe = z.strictObject({
  code,
  libelle: phrase,
  montant,
  departements: z.array(DEPARTEMENT).optional(),
  volets: z.array(code).optional(),
  clauses: clausesOptionnelles,
})

/** One filing period. The whole second of `cloture` is still inside. */
const vague = z
  .strictObject({
    code,
    libelle: phrase,
    ouverture: instant,
    cloture: instant,
    releve: jour.optional(),
    comite: jour.optional(),
    resultats: jour.optional(),
    clauses: clausesOptionnelles,
  })
  .refine(v => v.cloture > v.ouverture, { path: ['cloture'], message: 'une clôture postérieure à l’ouverture' })

/** `limite`: the last day that the call gives to its projects; the follow-up says who goes beyond. */
const jalon = z
  .strictObject({
    date: jour.optional(),
    quand: phrase.optional(),
    limite: ouiNon.optional(),
    libelle: phrase,
    clauses: clausesOptionnelles,
  })
  .refine(j => !j.limite || j.date !== undefined, { path: ['date'], message: 'la date de ce jalon : c’est une limite' })

export const calendrier = z.strictObject({
  vagues: z.array(vague).min(1, 'au moins une vague'),
  jalons: z
    .array(jalon)
    .refine(js => js.filter(j => j.limite).length < 2, 'un seul jalon est la limite des projets')
    .default([]),
  cloture_anticipee: phrase.optional(),
})

export const territoire = z.strictObject({
  libelle: phrase,
  regions: z.array(REGION).default([]),
  departements: z.array(z.strictObject({ code: DEPARTEMENT, nom: phrase })).default([]),
})

const typePorteur = z.strictObject({
  type: typeStructure,
  libelle: phrase,
  population_min: entier.optional(),
  population_max: entier.optional(),
  clauses,
})

/** Who may apply (C2), alone or together. */
export const porteurs = z.strictObject({
  types: z.array(typePorteur).min(1, 'au moins un type de porteur'),
  membres_min: entier.optional(),
  projet_commun: z.strictObject({ autorise: z.boolean(), texte: phrase, clauses: clausesOptionnelles }),
})
