import { describe, expect, test } from 'vitest'
import { aide, faits, NU } from '../../test/appels/declare.ts'
import { reglesDe, VAGUES } from '../../test/appels/varier.ts'
import type { Faits, Resultat } from '../verdicts/index.ts'

const structure = (s: Faits['structure'] & object): Partial<Faits> => ({ structure: { ...faits.structure, ...s } })
const partenaires = (nombre: number): Partial<Faits> => ({ partenaires: { nombre, valides: nombre } })
describe('Ce que l’appel déclare est jugé, avec sa clause et les chiffres du dossier', () => {
  const { verdict } = reglesDe({ source: NU })
  // seen to fail: each with its declaration left out of `declarationsQui` or `declarationsCombien`
  test.for<[string, Resultat, string, string, Partial<Faits>]>([
    ['porteur', 'respectee', 'B1', 'La commune : commune.', {}],
    [
      'porteur',
      'non_respectee',
      'B1',
      'Le département ne peut pas déposer dans cet appel. Peuvent déposer : une commune de 3 500 habitants au plus ; un syndicat de 2 000 habitants au moins.',
      structure({ nom: 'Le département', type: 'departement' }),
    ],
    ['population', 'respectee', 'B1', 'La commune a 3 500 habitants.', {}],
    [
      'population',
      'non_respectee',
      'B1',
      'La commune a 3 501 habitants : c’est 1 de plus que le maximum admis (commune, 3 500 habitants au plus).',
      structure({ population: 3501 }),
    ],
    [
      'population',
      'non_respectee',
      'B1',
      'Le syndicat a 1 999 habitants : c’est 1 de moins que le minimum admis (syndicat de collectivités, 2 000 habitants au moins).',
      structure({ nom: 'Le syndicat', type: 'syndicat', population: 1999 }),
    ],
    [
      'population',
      'respectee',
      'B1',
      'Le syndicat a 2 000 habitants.',
      structure({ nom: 'Le syndicat', type: 'syndicat', population: 2000 }),
    ],
    [
      'population',
      'a_verifier',
      'B1',
      'Il manque : la population de la structure. L’instructeur vérifiera.',
      { structure: { nom: 'Le syndicat', type: 'syndicat', region: '24' } },
    ],
    ['population', 'sans_objet', 'B1', 'Aucune limite de population pour ce type de structure.', structure({ type: 'epci' })],
    ['territoire', 'respectee', 'B1', 'La commune est dans le territoire de l’appel : Centre-Val de Loire.', {}],
    [
      'territoire',
      'non_respectee',
      'B1',
      'La commune n’est pas dans le territoire de l’appel : Centre-Val de Loire.',
      structure({ region: '11' }),
    ],
    ['membres', 'respectee', 'B2', '10 structures réunies. L’appel en demande au moins 10.', {}],
    [
      'membres',
      'non_respectee',
      'B2',
      'Le projet réunit 9 structures, porteur compris : il en manque 1. L’appel en demande au moins 10. Associez d’autres structures à votre projet.',
      partenaires(8),
    ],
    [
      'membres',
      'non_respectee',
      'B2',
      'Le projet réunit 9 structures : il en manque 1.',
      structure({ type: 'syndicat', population: 2000 }),
    ],
    ['membres', 'respectee', 'B2', '10 structures réunies.', { ...structure({ type: 'syndicat', population: 2000 }), ...partenaires(10) }],
    ['cout', 'respectee', 'B3', 'Coût global 3 000 €, pour un minimum de 3 000 €.', aide(200_000)],
    [
      'cout',
      'non_respectee',
      'B3',
      'Votre coût global est de 2 999,99 € : il manque 0,01 € pour atteindre le minimum de 3 000 €.',
      aide(199_999),
    ],
    ['aide', 'respectee', 'B3', 'Aide demandée : 20 000,50 €. L’appel donne 1 000 € au moins et 20 000,50 € au plus.', aide(2_000_050)],
    ['aide', 'non_respectee', 'B3', 'Vous demandez 20 000,51 € : c’est 0,01 € de plus que le maximum, 20 000,50 €.', aide(2_000_051)],
    ['aide', 'respectee', 'B3', 'Aide demandée : 1 000 €.', aide(100_000)],
    ['aide', 'non_respectee', 'B3', 'Vous demandez 999,99 € : c’est 0,01 € de moins que le minimum, 1 000 €.', aide(99_999)],
    ['part-logiciels', 'sans_objet', 'B3', 'Aucune dépense de ce genre n’est aidée : « Logiciels ».', {}],
    [
      'part-logiciels',
      'respectee',
      'B3',
      '12,50 € pour « Logiciels ». Au plus 12,5 % de l’aide peuvent payer cette dépense, soit 12,50 €.',
      { ...aide(10_007), depenses: { logiciels: 1_250 } },
    ],
    [
      'part-logiciels',
      'non_respectee',
      'B3',
      '12,51 € pour « Logiciels ». Au plus 12,5 % de l’aide peuvent payer cette dépense, soit 12,50 € : réduisez-la de 0,01 €.',
      { ...aide(10_007), depenses: { logiciels: 1_251 } },
    ],
  ])('%s, %s', ([regle, resultat, clause, dit, plus]) => {
    const v = verdict(`declaration-${regle}`, { ...faits, ...plus })
    expect([v?.resultat, v?.clauses, v?.explication]).toEqual([resultat, [clause], expect.stringContaining(dit)])
  })

  // seen to fail: with `exclue` left out of `declarationsCombien`
  test('une dépense qui n’a pas sa place dans le plan', () => {
    const dit = (salaires: number, usage?: 'instruction') =>
      verdict('declaration-exclue-salaires', { ...faits, depenses: { equipements: 100, salaires } }, usage)
    expect(dit(0)?.resultat).toBe('respectee')
    expect([dit(50_000)?.resultat, dit(50_000)?.champ, dit(50_000)?.explication, dit(50_000, 'instruction')?.explication]).toEqual([
      'non_respectee',
      'depenses.salaires',
      'Le plan contient 500 € pour « Salaires », qui ne peut pas y figurer : retirez cette dépense.',
      'Le plan contient 500 € pour « Salaires », qui ne peut pas y figurer.',
    ])
  })

  test('le service lit un constat qui ne parle à personne', () => {
    const mauvais = { ...faits, ...aide(99_999, 0), ...partenaires(2), depenses: { logiciels: 99_999 } }
    const lus = ['membres', 'cout', 'aide', 'part-logiciels'].map(r => verdict(`declaration-${r}`, mauvais, 'instruction')?.explication)
    expect(lus).toEqual([
      'Le projet réunit 3 structures, porteur compris : il en manque 7. L’appel en demande au moins 10.',
      'Le coût global est de 999,99 € : il manque 2 000,01 € pour atteindre le minimum de 3 000 €.',
      'L’aide demandée est de 999,99 € : c’est 0,01 € de moins que le minimum, 1 000 €.',
      '999,99 € pour « Logiciels ». Au plus 12,5 % de l’aide peuvent payer cette dépense, soit 124,99 € : c’est 875 € de trop.',
    ])
  })

  test('un formulaire qui ne demande pas les autres structures ne bloque personne : l’instructeur vérifie', () => {
    const sans = reglesDe({ source: NU.replace('[structure, partenaires]', '[structure]') }).verdict('declaration-membres', {
      ...faits,
      ...partenaires(0),
    })
    expect([sans?.resultat, sans?.bloquant]).toEqual(['a_verifier', false])
  })

  test('le verdict mène à l’étape du formulaire de ce dossier', () => {
    const deux = NU.replace(
      /( {2}- code: unique\n {4}titre: Formulaire\n)( {4}volets: \[pret\]\n)([\s\S]*?)(?=\npieces:)/,
      (_, tete, volets, etapes) =>
        `${tete}${volets}${etapes}\n  - code: autre\n    titre: Autre\n    volets: [don]\n${etapes.replace('code: plan,', 'code: argent,')}`,
    ).replace('volets:\n', 'volets:\n  - { code: don, numero: 2, titre: Don, actions: [{ code: livres, libelle: Livres }] }\n')
    const { verdict: dit } = reglesDe({ source: deux })
    expect(['unique', 'autre'].map(formulaire => dit('declaration-aide', { ...faits, formulaire })?.etape)).toEqual(['plan', 'argent'])
  })

  test('le test d’éligibilité ne dit que ce que ses écrans demandent', () => {
    const sansEcran = NU.replace(/ {4}- \{ type: (?:ressources|partenaires),.*\n/g, '').replace(/ {4}- \{ type: depenses,.*\n/, '')
    const dits = (source: string) =>
      reglesDe({ source })
        .verdicts(faits, 'simulateur')
        .map(v => v.regle)
        .filter(r => r.startsWith('declaration-'))
        .sort()
    expect(dits(NU)).toHaveLength(8)
    expect(dits(sansEcran)).toEqual(['declaration-population', 'declaration-porteur', 'declaration-territoire'])
  })
})

describe('Ce que l’appel déclare mal se dit, et ses mots ne sont jamais des formules', () => {
  test('deux lignes d’un même type admettent l’une ou l’autre population', () => {
    const deux = NU.replace(
      '    - { type: syndicat',
      '    - { type: commune, libelle: "Une commune touristique {classée} de 5 000 habitants au moins", population_min: 5000, clauses: [B1] }\n    - { type: syndicat',
    )
    const { verdict } = reglesDe({ source: deux })
    const dit = (population: number) => verdict('declaration-population', { ...faits, ...structure({ population }) })
    expect([3500, 3501, 4999, 5000].map(p => dit(p)?.resultat)).toEqual(['respectee', 'non_respectee', 'non_respectee', 'respectee'])
    expect(dit(4000)?.explication).toBe(
      'La commune a 4 000 habitants : c’est hors des limites de cet appel (une commune de 3 500 habitants au plus ; une commune touristique classée de 5 000 habitants au moins).',
    )
  })
  test('un maximum plus petit que le minimum est une faute, à sa place', () => {
    expect(() => reglesDe({ source: NU.replace('montant_max: "20 000,50 €"', 'montant_max: 500 €') })).toThrow(
      /aide › montant_max On attend un montant au moins égal à «.montant_min.»/,
    )
  })
})

describe('Ce que l’on sait d’une structure ailleurs\u00a0: un fait s’il est connu, à vérifier sinon', () => {
  const regle = (formule: string) =>
    reglesDe({
      source: NU.replace(
        /^regles:\n/m,
        `regles:\n  - { id: connu, titre: Connu, clauses: [B1], etape: plan, controles: [{ formule: "${formule}", sinon: non_respectee, phrase: Non. }], respectee: Oui. }\n`,
      ),
    }).verdict
  // seen to fail: each `poser` left out of `valeurs.ts`
  test.for<[string, Resultat, Faits['structure'] & object]>([
    ['salariés au plus < 10', 'respectee', { effectifs: '03' }],
    ['salariés au plus < 10', 'non_respectee', { effectifs: '11' }],
    ['salariés au moins >= 10', 'respectee', { effectifs: '11' }],
    ['salariés au plus < 10', 'a_verifier', { effectifs: 'NN' }],
    ['salariés au plus < 10', 'a_verifier', {}],
    ['revenu annuel <= 50 000 €', 'respectee', { chiffreAffaires: 50_000 }],
    ['revenu annuel <= 50 000 €', 'non_respectee', { chiffreAffaires: 50_001 }],
    ['revenu annuel <= 50 000 €', 'a_verifier', {}],
    ["EPCI = '200038958'", 'respectee', { epci: '200038958' }],
    ["EPCI = '200038958'", 'non_respectee', { epci: '242000420' }],
    ["EPCI = '200038958'", 'a_verifier', {}],
    ["commune du porteur parmi ('2A348' ; '2A090')", 'respectee', { commune: '2A090' }],
    ["commune du porteur parmi ('2A348' ; '2A090')", 'non_respectee', { commune: '2A041' }],
    ["commune du porteur parmi ('2A348' ; '2A090')", 'a_verifier', {}],
  ])('%s\u00a0: %s avec %j', ([formule, resultat, s]) => {
    expect(regle(formule)('connu', { ...faits, ...structure(s) })?.resultat).toBe(resultat)
  })
})

describe('un territoire de communes et d’intercommunalités', () => {
  const LIEUX = 'communes: [{ code: "2A348", nom: Vico }]\n  epci: [{ siren: "200038958", nom: CC Spelunca-Liamone }]\n'
  const { verdict } = reglesDe({ source: VAGUES, remplacer: [['regions: ["24"]', `regions: ["24"]\n  ${LIEUX}`]] })
  const jugee = (s: Faits['structure'] & object) => verdict('declaration-territoire', { ...faits, ...structure(s) })
  test.for<[string, Resultat, Faits['structure'] & object]>([
    ['la commune nommée', 'respectee', { commune: '2A348', region: '94' }],
    ['une commune d’une intercommunalité nommée', 'respectee', { commune: '2A090', epci: '200038958', region: '94' }],
    ['l’intercommunalité nommée', 'respectee', { type: 'epci', epci: '200038958', region: '94' }],
    ['une autre commune, de la région de l’appel', 'non_respectee', { commune: '45001', epci: '242000420', region: '24' }],
    ['une autre intercommunalité', 'non_respectee', { type: 'epci', epci: '242000420', region: '24' }],
    ['une association, dont la commune n’est pas connue', 'a_verifier', { type: 'association', region: '24' }],
    ['la région, par ce qu’elle couvre', 'respectee', { type: 'region', region: '24' }],
    ['une autre région', 'non_respectee', { type: 'region', region: '94' }],
  ])('%s\u00a0: %s', ([, resultat, s]) => {
    expect(jugee(s)?.resultat).toBe(resultat)
  })

  test('la règle dit où, avec les mots de l’appel', () => {
    expect(jugee({ commune: '45001', region: '24' })?.explication).toContain('n’est pas dans le territoire de l’appel')
  })
})
