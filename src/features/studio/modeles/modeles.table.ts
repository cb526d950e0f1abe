/** A model of call: `fichier` is an `appel.yml` of `modeles/`, whose dates are those of `annee`. `frise`: what happens when, for the small drawing. */
export type ModeleDAppel = {
  titre: string
  pour: string
  etapes: readonly string[]
  fichier: string
  annee: number
  frise: readonly Moment[]
}
/** `de`, `a`: hundredths of the year that is drawn. */
export type Moment = { quoi: 'depot' | 'intention' | 'comite'; de: number; a: number } | { quoi: 'releve'; de: number }

/** The calls from which another may be begun, in the order in which they are offered. One more is a file and a line here. */
export const MODELES = {
  a_date: {
    titre: 'Appel classique, à date',
    pour: 'Une période de dépôt, un comité qui note, une liste de lauréats.',
    etapes: ['dépôt', 'relevé', 'comité', 'résultats'],
    fichier: 'a-date.yml',
    annee: 2027,
    frise: [
      { quoi: 'depot', de: 6, a: 56 },
      { quoi: 'releve', de: 61 },
      { quoi: 'comite', de: 82, a: 86 },
    ],
  },
  categories: {
    titre: 'DETR et DSIL, par catégories',
    pour: 'Deux dotations, un taux par catégorie, une commission d’élus consultée, des arrêtés. Une seule catégorie y est\u00a0: vous ajoutez les vôtres.',
    etapes: ['dépôt', 'relevé', 'commission d’élus', 'décision'],
    fichier: 'categories.yml',
    annee: 2027,
    frise: [
      { quoi: 'depot', de: 6, a: 46 },
      { quoi: 'releve', de: 50 },
      { quoi: 'comite', de: 74, a: 80 },
    ],
  },
  fil_de_l_eau: {
    titre: 'Au fil de l’eau, avec relevés',
    pour: 'Le dépôt reste ouvert toute l’année. Les dossiers sont relevés chaque mois, jusqu’à épuisement de l’enveloppe.',
    etapes: ['dépôt permanent', 'relevé mensuel', 'décision'],
    fichier: 'fil-de-l-eau.yml',
    annee: 2027,
    frise: [
      { quoi: 'depot', de: 2, a: 16 },
      { quoi: 'releve', de: 18 },
      { quoi: 'depot', de: 20.5, a: 34 },
      { quoi: 'releve', de: 36 },
      { quoi: 'depot', de: 38.5, a: 52 },
      { quoi: 'releve', de: 54 },
      { quoi: 'depot', de: 56.5, a: 70 },
      { quoi: 'releve', de: 72 },
      { quoi: 'depot', de: 74.5, a: 94 },
    ],
  },
  deux_temps: {
    titre: 'En deux temps',
    pour: 'Une note d’intention courte, puis un dossier complet pour les projets présélectionnés.',
    etapes: ['note d’intention', 'présélection', 'dossier complet', 'comité'],
    fichier: 'deux-temps.yml',
    annee: 2027,
    frise: [
      { quoi: 'intention', de: 2, a: 26 },
      { quoi: 'comite', de: 31, a: 35 },
      { quoi: 'depot', de: 42, a: 74 },
      { quoi: 'comite', de: 81, a: 86 },
    ],
  },
  forfait: {
    titre: 'Aide forfaitaire',
    pour: 'Un montant fixe par équipement, que le guichet calcule. Pas de plan de financement, pas de note.',
    etapes: ['demande', 'relevé', 'décision'],
    fichier: 'forfait.yml',
    annee: 2027,
    frise: [
      { quoi: 'depot', de: 6, a: 46 },
      { quoi: 'releve', de: 51 },
      { quoi: 'comite', de: 58, a: 61 },
    ],
  },
} as const satisfies Record<string, ModeleDAppel>
export type CodeModele = keyof typeof MODELES
export const CODES_MODELES = Object.keys(MODELES) as CodeModele[]
