import { ecrireVariante, VAGUES } from './ecrire-variante.ts'

/** What each investment of the plan carries besides: questions of every kind, a figure that is worked out, a rank. */
const GROUPE = `plan:
  ligne: { un: un investissement, plusieurs: investissements }
  rang: oui
  colonnes:
    - { code: gain, type: nombre, libelle: Heures gagnées par mois, unite: h }
    - code: usage
      type: choix
      libelle: Usage
      options: [{ code: accueil, libelle: Accueil }, { code: bureau, libelle: Bureau }]
    - code: lieux
      type: choix_multiple
      libelle: Lieux
      obligatoire: non
      options: [{ code: mairie, libelle: Mairie }, { code: ecole, libelle: École }]
    - { code: pourquoi, type: texte_long, libelle: Pourquoi ce rang, obligatoire: non, longueur_max: 300 }
    - { code: aide_ligne, libelle: Part aidée, calcul: si usage = 'accueil' alors arrondi inférieur (ht * 50 %) sinon 0 € }
`
const REGLE = `
- id: gain-de-chaque
  titre: Gain de chaque investissement
  clauses: [C5.8]
  usages: [depot, instruction]
  etape: plan
  tableau: plan
  champ: gain
  controles:
    - { formule: gain >= 2, sinon: non_respectee, phrase: "{gain} h par mois, il en faut 2.", constat: "{gain} h par mois, sous 2." }
  respectee: "Chaque investissement fait gagner du temps : {somme plan . aide_ligne où rang <= 2} pour les deux premiers rangs."
`
/** The call of 2021 whose expenses have ranks and questions of their own. */
export const avecInvestissements = (itn7: string) =>
  ecrireVariante({
    source: itn7,
    remplacer: [
      ["  lots: Le projet peut être découpé en lots. L'aide peut porter sur un seul lot.\n", ''],
      ['\nparametres:\n', `\n${GROUPE}\nparametres:\n`],
    ],
    regles: REGLE.trim(),
  })

/** The two-waves call with the plan that is given, and the rules before its own. */
export const avecPlan = (groupe: string, regles = '') =>
  ecrireVariante({ source: VAGUES, remplacer: [['\nparametres:\n', `\n${groupe}\nparametres:\n`]], regles })

/** Three lines of its plan, by their marks; their fields as a form sends them. */
export const LIGNES = ['portail1', 'formati2', 'accueil3'] as const
const [A, B, C] = LIGNES
export const depense = (ligne: string, libelle: string, ht: string, plus: Record<string, string | string[]> = {}) => ({
  [`depenses.${ligne}.libelle`]: libelle,
  [`depenses.${ligne}.nature`]: 'prestation',
  [`depenses.${ligne}.ht`]: ht,
  ...Object.fromEntries(Object.entries(plus).map(([code, v]) => [`depenses.${ligne}.${code}`, v])),
})
export const TROIS = {
  _geste: [`ajouter:depenses:${A}`, `ajouter:depenses:${B}`, `ajouter:depenses:${C}`],
  ...depense(A, 'Portail des familles', '6 000', {
    gain: '12',
    usage: 'accueil',
    lieux: ['mairie', 'ecole'],
    pourquoi: 'Le plus attendu.',
  }),
  ...depense(B, 'Formation', '4 000', { gain: '4', usage: 'bureau' }),
  ...depense(C, 'Borne', '2 500,50', { gain: '3', usage: 'accueil' }),
  aide: '10 000',
  part: '2 500,50',
}
