import { describe, expect, test } from 'vitest'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { COURT, FONDS, FORFAIT, fautesDe, NU_COMPLET, reglesDe, type Variante } from '../../test/appels/varier.ts'
import type { Faits } from '../verdicts/index.ts'
import { formuleEnMots } from './index.ts'

const instant = new Date('2027-01-10T10:00:00Z')
const forfait = reglesDe({ source: FORFAIT })
const dit = (faits: Faits, regles = forfait) => {
  const a = regles.aide(faits)
  return a && { ...a, etapes: a.etapes.map(e => sansInsecables(`${e.libelle} : ${e.texte}`)), manquants: a.manquants.map(sansInsecables) }
}
const reponses = { lieu: 'mairie', public: 'adultes', nombre_ateliers: 12 }
const structure = { nom: 'La commune', type: 'commune' as const, population: 480, departement: '2A' }

describe('L’aide calculée', () => {
  // seen to fail: with the steps of a scale left without what it is read on
  test('elle suit le barème à deux entrées, et dit chaque chiffre avec lequel elle est trouvée', () => {
    expect(dit({ instant, structure, reponses })).toEqual({
      montant: 360_000,
      manquants: [],
      etapes: [
        'Combien d’ateliers dans l’année ? : 12',
        'Forfait d’un atelier (Mairie, Adultes) : 300 €',
        'Forfait de tous les ateliers : 12 × 300 € = 3 600 €',
        'Plafond selon la population (480) : 4 000 €',
        'Aide : le plus petit de 3 600 € et 4 000 € = 3 600 €',
      ],
      clauses: ['A2', 'A3'],
    })
  })
  test('le plafond vaut pour une population plus grande, et la case qui manque dans la table prend sa valeur par défaut', () => {
    expect(dit({ instant, structure, reponses: { ...reponses, nombre_ateliers: 20 } })?.montant).toBe(400_000)
    expect(dit({ instant, structure, reponses: { ...reponses, lieu: 'autre' } })?.montant).toBe(240_000)
    expect(dit({ instant, structure: { ...structure, population: 501 }, reponses: { ...reponses, nombre_ateliers: 20 } })?.montant).toBe(
      600_000,
    )
  })
  test('tant qu’une réponse manque, il n’y a pas de montant\u00a0: elle dit ce qu’il manque, jamais zéro', () => {
    const { public: _, ...sans } = reponses
    expect(dit({ instant, structure, reponses: sans })).toMatchObject({ montant: undefined, manquants: ['« Pour quel public ? »'] })
    const { population: __, ...inconnue } = structure
    expect(dit({ instant, structure: inconnue, reponses })?.manquants).toEqual(['la population de la structure'])
  })
  test('un « si » ne dit que la branche qui compte', () => {
    const regles = reglesDe({
      source: FORFAIT,
      remplacer: [
        [
          'calcul: min(forfait des ateliers ; plafond par taille)',
          'calcul: "(si lieu = \'mairie\' et nombre_ateliers >= 10 alors forfait des ateliers + 100 € sinon plafond par taille)"',
        ],
      ],
    })
    expect(dit({ instant, structure, reponses }, regles)?.etapes.at(-1)).toBe('Aide : 3 600 € + 100 € = 3 700 €')
    expect(dit({ instant, structure, reponses: { ...reponses, lieu: 'autre' } }, regles)?.etapes.map(e => e.split(' : ')[0])).toEqual([
      'Dans quel lieu ?',
      'Combien d’ateliers dans l’année ?',
      'Plafond selon la population (480)',
      'Aide',
    ])
  })
  test('avec un plan, elle se lit sur les dépenses\u00a0: un taux, arrondi au centime', () => {
    const regles = reglesDe({
      source: NU_COMPLET,
      remplacer: [['aide: { texte', 'aide: { calcul: "arrondi inférieur (33,33 % * base éligible)", texte']],
    })
    expect(dit({ instant, structure, depenses: { equipements: 1_000_001 } }, regles)).toMatchObject({
      montant: 333_300,
      etapes: ['Dépenses : 10 000,01 €', 'Aide : 33,33 % × 10 000,01 € = 3 333 €'],
    })
    expect(dit({ instant, structure }, regles)).toMatchObject({ montant: undefined, manquants: ['les dépenses'] })
  })
  test('une règle qui la cite dit ce qu’il manque pour la calculer', () => {
    const [v] = forfait
      .verdicts({ instant, structure, sansAide: ['la population de la structure'] })
      .filter(x => x.regle === 'declaration-aide-calculee')
    expect(v).toMatchObject({ resultat: 'a_completer', explication: 'Il manque : la population de la structure.' })
  })
  test.for<[string, string]>([
    ['min(forfait des ateliers ; plafond par taille)', 'le plus petit de forfait de tous les ateliers et plafond selon la population'],
    ['nombre_ateliers * forfait par atelier', '« Combien d’ateliers dans l’année ? » × forfait d’un atelier'],
    [
      "(si lieu = 'mairie' et nombre_ateliers >= 10 alors 100 € sinon 2 * (5,50 € + plafond par taille))",
      'si « Dans quel lieu ? » = Mairie et « Combien d’ateliers dans l’année ? » >= 10, 100 €, sinon 2 × (5,50 € + plafond selon la population)',
    ],
    [
      "arrondi inférieur ((si lieu parmi ('mairie' ; 'autre') alors 25 % sinon 12,5 %) * plafond par taille)",
      '(si « Dans quel lieu ? » est Mairie ou Un autre lieu, 25 %, sinon 12,50 %) × plafond selon la population',
    ],
  ])('la page de l’appel écrit « %s » en mots', ([formule, mots]) =>
    expect(sansInsecables(formuleEnMots(forfait.appel, formule))).toBe(mots),
  )
  test('un calcul qui ne donne rien ne se dépose pas', () => {
    const v = (aide: number) => forfait.verdict('declaration-aide-calculee', { instant, structure, reponses, montants: { aide } })
    expect(v(1)?.resultat).toBe('respectee')
    expect(v(0)).toMatchObject({
      resultat: 'non_respectee',
      explication: 'Vos réponses ne donnent droit à aucune aide : le calcul de l’appel donne 0 €.',
    })
    expect(v(-100)?.resultat).toBe('non_respectee')
  })
})

describe('Une faute du calcul ou du plan est dite à sa ligne et à sa colonne', () => {
  const calcul = (formule: string): Variante => ({
    source: FORFAIT,
    remplacer: [['calcul: min(forfait des ateliers ; plafond par taille)', `calcul: "${formule}"`]],
  })
  test.for<[string, string]>([
    ['nombre_ateliers', 'aide › calcul : L’aide calculée est un montant en euros (caractère 1).'],
    [
      '10 % * plafond par taille',
      'aide › calcul : L’aide calculée a des fractions de centime : « arrondi inférieur (…) », ou un calcul qui a son « arrondi » (caractère 1).',
    ],
    [
      'plafond par taille + aide demandée',
      'aide › calcul : L’aide calculée ne peut pas lire « aide demandée », qui dépend d’elle (caractère 22).',
    ],
    [
      'min(plafond par taille ; base éligible)',
      'aide › calcul : « base éligible » n’existe pas : cet appel n’a pas de plan de financement (« plan: aucun ») (caractère 26).',
    ],
    [
      '(si jour > 01/06/2027 alors 5 € sinon 6 €)',
      'aide › calcul : L’aide calculée ne peut pas lire « jour » : elle dépend des réponses, de la structure et du plan, jamais du jour, des pièces ni des validations (caractère 5).',
    ],
    [
      '(si pièces . programme alors 5 € sinon 6 €)',
      'aide › calcul : L’aide calculée ne peut pas lire « pièces . programme » : elle dépend des réponses, de la structure et du plan, jamais du jour, des pièces ni des validations (caractère 5).',
    ],
  ])('%s', ([formule, faute]) => expect(fautesDe(calcul(formule)).join('\n')).toContain(faute))

  test.for<[string, Variante['remplacer'], string]>([
    [
      'sans calcul',
      [['  calcul: min(forfait des ateliers ; plafond par taille)\n', '']],
      'plan : Un appel sans plan de financement calcule l’aide : ajoutez « calcul » dans « aide ».',
    ],
    [
      'un coût minimal',
      [['  montant_max: 15 000 €', '  cout_min: 5 000 €']],
      'aide › cout_min : Un appel sans plan de financement (« plan: aucun ») ne demande ni coût ni base.',
    ],
    [
      'des natures',
      [['plan: aucun', 'natures: [{ code: a, libelle: A, eligible: oui }]\nplan: aucun']],
      'natures : Un appel sans plan de financement (« plan: aucun ») ne demande ni coût ni base : retirez « natures ».',
    ],
    [
      'un écran du test',
      [['    - { type: question, code: lieu, question: lieu }', '    - { type: ressources, code: r, libelle: R }']],
      'simulateur › ecrans › r › type : Un appel sans plan de financement (« plan: aucun ») ne demande ni coût ni base : retirez l’écran « ressources ».',
    ],
    [
      'une règle sur un champ que le plan n’a pas',
      [['champ: nombre_ateliers', 'champ: part']],
      'regles › ateliers › champ : Le champ « part » n’existe pas dans cet appel',
    ],
    [
      'une règle sur un fait que le plan n’a pas',
      [['formule: nombre_ateliers >= 2', 'formule: coût global >= 2 €']],
      'regles › ateliers › controles › 1 › formule : « coût global » n’existe pas : cet appel n’a pas de plan de financement (« plan: aucun ») (caractère 1).',
    ],
  ])('plan aucun, %s', ([, remplacer, faute]) => expect(fautesDe({ source: FORFAIT, remplacer: remplacer! }).join('\n')).toContain(faute))

  test.for<[string, Variante['remplacer'], string]>([
    [
      'une ligne de dépenses dans une formule',
      [['formule: dans le territoire', 'formule: dépenses > 5 €']],
      '« dépenses » n’existe pas : le plan de cet appel n’a pas de lignes de dépenses (« plan: simple ») (caractère 1).',
    ],
    [
      'un taux qui n’existe pas',
      [['  taux: taux admis', '  taux: taux admi']],
      'aide › taux : Le paramètre « taux admi » n’existe pas dans cet appel ; vouliez-vous dire « taux admis » ?',
    ],
    [
      'une base qui est un taux',
      [['  base_max: 300 000 €', '  base_max: taux admis']],
      'aide › base_max : « taux admis » n’est pas un montant : on attend un paramètre de type « montant ».',
    ],
    [
      'une question qui a le nom d’un champ',
      [['titre: Projet, blocs: [projet] }', 'titre: Projet, blocs: [projet], questions: [{ id: cout, type: montant, libelle: C }] }']],
      '« cout » est déjà le nom d’un champ du dossier',
    ],
  ])('plan court, %s', ([, remplacer, faute]) => expect(fautesDe({ source: COURT, remplacer: remplacer! }).join('\n')).toContain(faute))

  test('un plan complet dit ses natures, et une question peut s’y appeler « cout » comme hier', () => {
    const sansNatures = FONDS.replace(/^natures:\n(?: {2}.*\n)+/m, '')
    expect(fautesDe({ source: sansNatures }).join('\n')).toContain('La clé « natures » manque')
    const avec = FONDS.replace(
      /^( +)questions:\n/m,
      (t, retrait: string) => `${t}${retrait}  - { id: cout, type: montant, libelle: C, obligatoire: non }\n`,
    )
    expect(fautesDe({ source: avec })).toEqual([])
  })
})
