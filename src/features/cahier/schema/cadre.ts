import { z } from 'zod'
import {
  BORNES,
  clauses,
  clausesOptionnelles,
  code,
  DEPARTEMENT,
  entier,
  instant,
  jour,
  liste,
  montant,
  ouiNon,
  phrase,
  REGION,
  texte,
  typeStructure,
} from './communs.ts'

const axe = z.strictObject({
  numero: entier(999),
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
  autres_axes: liste(axe).default([]),
  clauses: clausesOptionnelles,
})

export const enveloppe = z.strictObject({
  code,
  libelle: phrase,
  montant,
  departements: liste(DEPARTEMENT, BORNES.longue).optional(),
  volets: liste(code).optional(),
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

/** `rappels`: days before the closing, as negative numbers, on which whoever has not filed gets a mail; 0 is the last one. */
export const calendrier = z.strictObject({
  vagues: liste(vague).min(1, 'au moins une vague'),
  jalons: z
    .array(jalon)
    .max(BORNES.liste)
    .refine(js => js.filter(j => j.limite).length < 2, 'un seul jalon est la limite des projets')
    .default([]),
  cloture_anticipee: phrase.optional(),
  rappels: liste(entier(0, -90), 10).default([-7, -2, 0]),
})

export const territoire = z.strictObject({
  libelle: phrase,
  regions: liste(REGION).default([]),
  departements: liste(z.strictObject({ code: DEPARTEMENT, nom: phrase }), BORNES.longue).default([]),
})

const typePorteur = z.strictObject({
  type: typeStructure,
  libelle: phrase,
  population_min: entier(100_000_000).optional(),
  population_max: entier(100_000_000).optional(),
  clauses,
})

/** Who may apply (C2), alone or together. */
export const porteurs = z.strictObject({
  types: liste(typePorteur).min(1, 'au moins un type de porteur'),
  membres_min: entier(10_000).optional(),
  projet_commun: z.strictObject({ autorise: z.boolean(), texte: phrase, clauses: clausesOptionnelles }),
})
