import { z } from 'zod'
import { communSchema, faitSchema, texte } from './modele-commun.ts'

/** Amounts from 0 to 1 of the width of the bar. */
const part = z.number().min(0).max(1)

/** State of the lauréats on a day, to print: words ready to read. Without names, the lists of people and projects are empty. */
export const portefeuilleSchema = communSchema.extend({
  titre: texte,
  sous: texte,
  phrase: texte,
  barre: z.strictObject({ consomme: part, engage: part, prevu: part }),
  chiffres: z.array(faitSchema).min(1),
  alertes: z.array(z.strictObject({ gravite: texte, titre: texte, texte })),
  alertesEnPlus: z.string(),
  /** What came in, went out or is kept back since the opening, the last first; the amounts above count it. */
  mouvements: z.array(z.strictObject({ jour: texte, mouvement: texte, enveloppe: texte, montant: texte })),
  mouvementsEnPlus: z.string(),
  periodes: z.array(z.strictObject({ nom: texte, prevu: texte, consomme: texte, ecart: texte, bilans: texte })),
  notes: z.array(texte),
  sieges: z.array(z.strictObject({ nom: texte, commandes: texte, ht: texte, credits: texte, part: texte })),
  siegesPhrase: z.string(),
  fins: z.array(z.strictObject({ porteur: texte, initiale: texte, annoncee: texte, jours: texte })),
  indicateurs: z.string(),
  projets: z.array(
    z.strictObject({
      porteur: texte,
      aide: texte,
      consomme: texte,
      part,
      connu: z.boolean(),
      prevu: part,
      ecart: texte,
      verse: texte,
      fin: texte,
    }),
  ),
  total: z.strictObject({ aide: texte, consomme: texte, verse: texte }),
})
export type PortefeuilleDonnees = z.infer<typeof portefeuilleSchema>
