import { describe, expect, test } from 'vitest'
import { aide, declarees, faits, NU } from '../../test/appels/declare.ts'
import { FONDS, ITN7, reglesDe, VAGUES, type Variante } from '../../test/appels/varier.ts'

describe('Une déclaration qu’une règle du fichier juge déjà ne donne qu’un verdict', () => {
  const avec = (regles: string, plus: Omit<Variante, 'regles' | 'source'> = {}) => declarees({ source: NU, regles, ...plus })
  const regle = (formule: string, usages = '') =>
    `- { id: mienne, titre: Mienne, clauses: [B1], ${usages}etape: plan, controles: [{ formule: "${formule}", sinon: attention, phrase: P }], respectee: R }`
  const TOUTES = ['aide', 'cout', 'exclue-salaires', 'laureats', 'membres', 'part-logiciels', 'population', 'porteur', 'territoire']
  const sauf = (...codes: string[]) => TOUTES.filter(c => !codes.includes(c))

  // seen to fail: with the figure left out of what is compared, then with `applicable_si` read as if it judged
  test.for<[string, string[]]>([
    ['porteur autorisé', sauf('porteur')],
    ["type de structure parmi ('commune' ; 'syndicat')", sauf('porteur')],
    ["type de structure = 'commune'", TOUTES],
    ['population admise', sauf('population')],
    ['population <= 3500', TOUTES],
    ['population <= 3500 et (population >= 2000 ou population > 0)', sauf('population')],
    ['population <= 3000', TOUTES],
    ['dans le territoire', sauf('territoire')],
    ['partenaires >= 10', sauf('membres')],
    ['partenaires >= 9', sauf('membres')],
    ['partenaires >= 8', TOUTES],
    ['partenaires validés + 1 >= 10', sauf('membres')],
    ['coût global >= 3 000 €', sauf('cout')],
    ['coût global >= 3 001 €', TOUTES],
    ['aide demandée >= 1 000 €', TOUTES],
    // the bounds of the aid are judged by the file: what is left of its rule is the base
    ['aide demandée >= 1 000 € et aide demandée <= 20 000,50 €', ['base', ...sauf('aide')]],
    ['aide demandée <= 20 000,50 € et aide demandée >= 1 000 € et aide demandée <= base éligible', sauf('aide')],
    ['aide demandée > 0 € et coût global >= 1 000 € et coût global <= 20 000,50 €', TOUTES],
    ['dépenses aidées . logiciels <= arrondi inférieur (12,5 % * aide demandée)', sauf('part-logiciels')],
    ['dépenses aidées . logiciels <= arrondi inférieur (20 % * aide demandée)', TOUTES],
    ['dépenses . logiciels = 0 € et arrondi (12,5 % * aide demandée) > 0 €', sauf('part-logiciels')],
    ['lauréats annoncés < 10', sauf('laureats')],
    ['lauréats annoncés < 11', TOUTES],
    ['dépenses exclues = 0 €', sauf('exclue-salaires')],
    ['dépenses . salaires <= 5 €', sauf('exclue-salaires')],
    ['(si population <= 3500 et population >= 2000 alors 5 € sinon 10 €) < aide demandée', TOUTES],
  ])('%s', ([formule, restent]) => expect(avec(regle(formule))).toEqual(restent))

  test('à travers un paramètre, un barème et un calcul', () => {
    const parametres =
      'plafond du volet: { type: montant, selon: volet, valeurs: { pret: "20 000,50 €" } }\nplancher: { type: montant, valeur: 1 000 € }'
    const calculs = 'maximum: { formule: min(plafond du volet ; coût global) }\nassez: { formule: aide demandée >= plancher }'
    expect(avec(regle('assez et aide demandée <= maximum'), { parametres, calculs })).toEqual(['base', ...sauf('aide')])
  })
  test('ce qui choisit une valeur n’est pas ce qui est jugé', () => {
    const parametres =
      'par taille: { type: montant, selon: population, tranches: [{ jusqu_a: 2000, valeur: 1 € }, { jusqu_a: 3500, valeur: 5 € }, { valeur: 9 € }] }'
    expect(avec(regle('aide demandée >= par taille'), { parametres })).toEqual(TOUTES)
  })
  test('une règle qui ne juge pas le dépôt, ou qui s’applique seulement selon ce fait, ne dispense de rien', () => {
    expect(avec(regle('porteur autorisé', 'usages: [simulateur], '))).toEqual(TOUTES)
    expect(avec(regle('porteur autorisé', 'usages: [depot], '))).toEqual(sauf('porteur'))
    expect(avec(regle('oui = oui', 'applicable_si: porteur autorisé, '))).toEqual(TOUTES)
  })
  test('une règle peut préciser une limite sur deux : l’autre reste jugée d’office', () => {
    const { verdict } = reglesDe({ source: NU, regles: regle('aide demandée >= 1 000 €') })
    expect(verdict('declaration-aide', { ...faits, ...aide(99_999) })?.resultat).toBe('respectee')
    expect(verdict('declaration-aide', { ...faits, ...aide(2_000_051) })?.resultat).toBe('non_respectee')
  })
  test('une règle du même nom ne la remplace pas', () => {
    const v = reglesDe({ source: NU, regles: regle('oui = oui').replace('mienne', 'declaration-porteur') }).verdicts(faits)
    expect(
      v
        .map(x => x.regle)
        .filter(r => r.startsWith('declaration-porteur'))
        .sort(),
    ).toEqual(['declaration-porteur', 'declaration-porteur-de-l-appel'])
  })

  test('les appels d’aujourd’hui : rien de plus pour l’appel fondateur ni pour le fonds, quatre règles pour l’appel en deux vagues', () => {
    expect([ITN7, FONDS, VAGUES].map(source => declarees({ source }))).toEqual([
      [],
      [],
      ['base', 'laureats', 'part-logiciels', 'territoire'],
    ])
  })
})
