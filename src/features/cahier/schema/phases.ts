import { z } from 'zod'
import { BORNES, entier, groupe, instant, jour, liste, phrase, taux } from './communs.ts'
import { engagement } from './decision.ts'
import { formulaire, piece } from './formulaire.ts'
import { aide, nature, plan } from './projet.ts'
import { calcul, parametre, regle } from './regles.ts'

/** The first temps: what stands at the top of the file is its form, its rules, its pieces. `reponse`: the day on which the answers are planned; `places`: how many are expected to pass. */
const intention = z.strictObject({
  titre: phrase.default('Intention'),
  reponse: jour.optional(),
  places: entier(10_000, 1).optional(),
})

/** The second temps: its form, its dates, its rules, its pieces. `depassement`: how much more aid than in the intention it may ask. */
const dossierComplet = z.strictObject({
  titre: phrase.default('Dossier complet'),
  cloture: instant,
  releve: jour.optional(),
  comite: jour.optional(),
  resultats: jour.optional(),
  depassement: taux.optional(),
  natures: liste(nature).default([]),
  plan: plan.default('complet'),
  aide: aide.optional(),
  parametres: groupe(parametre).default({}),
  calculs: groupe(calcul).default({}),
  formulaires: liste(formulaire, 20).min(1),
  pieces: liste(piece).default([]),
  engagements: liste(engagement).default([]),
  regles: liste(regle, BORNES.longue).min(1),
})

/** Two temps: an expression of interest, then the full dossier of those who were preselected. */
export const phases = z.strictObject({ intention: intention.prefault({}), dossier_complet: dossierComplet })
