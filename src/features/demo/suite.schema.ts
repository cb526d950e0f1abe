import { z } from 'zod'
import { acteInvente, instant } from './actes-inventes.schema.ts'

/** The moments that must be played before the clock goes there, each after the one before it. */
export const SUITES = ['resultats', 'bilan'] as const
export type NomSuite = (typeof SUITES)[number]

const texte = z.string()
const structures = z.array(texte).default([])

/** What follows the instruction: who files late, what the comité decides, what the lauréats say. Structures are those of the dossiers. */
export const suite = z.strictObject({
  /** Drafts that are ready, filed at this instant unless somebody has. */
  depots: z
    .array(z.strictObject({ structure: texte, departement: texte.optional(), depose: instant, instruction: z.array(acteInvente) }))
    .default([]),
  comite: z.strictObject({
    convoque: instant,
    note: instant,
    tenu: instant,
    clos: instant,
    lieu: texte,
    par: texte,
    membres: z.array(texte),
    /** A decision that is not what the report proposes, or its conditions. */
    decisions: z
      .array(
        z.strictObject({
          structure: texte,
          sens: z.enum(['non_retenu', 'liste_complementaire']).optional(),
          rang: z.number().optional(),
          motif: texte.default(''),
          conditions: texte.default(''),
        }),
      )
      .default([]),
    lettres: instant,
  }),
  suivi: z.strictObject({
    actes: instant,
    duree_mois: z.number(),
    signatures: instant,
    sans_signature: structures,
    avance_pourcent: z.number(),
    avances: instant,
    paiements: instant,
    rappels: instant,
    depots: instant,
    lectures: instant,
    sans_bilan: structures,
    rien_de_nouveau: structures,
    a_lire: structures,
    renvois: z.array(z.strictObject({ structure: texte, remarque: texte })).default([]),
    difficultes: z.record(texte, texte).default({}),
    commandes_le: texte,
    // `categorie`: the legal category that INSEE gives; 1000 is a sole trader, whom no public page names
    entreprises: z.array(z.strictObject({ nom: texte, siret: texte, departement: texte, categorie: texte.default('5710') })).min(1),
  }),
})
export type Suite = z.output<typeof suite>
