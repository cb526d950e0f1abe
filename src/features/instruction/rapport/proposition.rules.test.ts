import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  baseDe,
  bornes,
  effets,
  lireProposition,
  montantDe,
  type PropositionSaisie,
  parseTaux,
  proposer,
  saisieTaux,
  tauxDe,
  texteProposition,
  UN,
} from './proposition.rules.ts'

const LIGNES = [
  { rang: 1, montant: 1_680_000, admise: true },
  { rang: 2, montant: 2_460_000, admise: true },
  { rang: 3, montant: 360_000, admise: false },
]
const SAISIE: PropositionSaisie = { calcule: 'montant', base: '', taux: '', montant: '', lignes: [1, 2, 3], suivie: undefined }
const proposee = (s: Partial<PropositionSaisie>) => proposer({ ...SAISIE, ...s }, LIGNES)

describe('base × taux = montant', () => {
  it('deux champs donnent le troisième, au centime', () => {
    expect(proposee({ taux: '75' }).proposition).toMatchObject({ base: 4_140_000, taux: 75_000_000, montant: 3_105_000 })
    expect(proposee({ calcule: 'taux', montant: '31 050,00' }).proposition).toMatchObject({ base: 4_140_000, taux: 75_000_000 })
    expect(proposee({ calcule: 'base', taux: '75 %', montant: '31050' }).proposition).toMatchObject({ base: 4_140_000 })
  })
  it('une ligne que l’aide ne paie pas n’entre jamais dans la base', () => {
    const { proposition, somme } = proposee({ lignes: [1, 3, 9] })
    expect(proposition.lignes).toEqual([1])
    expect(somme).toBe(1_680_000)
  })
  it('la base suit les lignes, jusqu’à ce qu’on en tape une autre', () => {
    expect(proposee({ base: '41 400,00', suivie: 4_140_000, lignes: [1] }).proposition.base).toBe(1_680_000)
    expect(proposee({ base: '12 000', suivie: 4_140_000, lignes: [1] }).proposition.base).toBe(1_200_000)
  })
  it('le montant est arrondi au centime inférieur, même très grand', () => {
    expect(montantDe(101, 33_333_333)).toBe(33)
    expect(montantDe(999_999_999_999, UN)).toBe(999_999_999_999)
  })
  it('ce qui ne se lit pas est dit, jamais pris pour zéro', () => {
    const { proposition, erreurs } = proposee({ base: 'douze', taux: '101' })
    expect(Object.keys(erreurs)).toEqual(['base', 'taux'])
    expect(proposition).toMatchObject({ base: null, taux: null, montant: null })
  })
  it('les trois chiffres s’accordent toujours, quel que soit celui qui est calculé', () => {
    const base = fc.integer({ min: 1, max: 99_999_999 })
    fc.assert(
      fc.property(base, fc.double({ min: 0, max: 1, noNaN: true }), (b, part) => {
        const montant = Math.floor(b * part)
        expect(montantDe(b, tauxDe(b, montant))).toBe(montant)
      }),
    )
    fc.assert(
      fc.property(base, fc.integer({ min: 1, max: UN }), (montant, taux) => {
        expect(montantDe(baseDe(montant, taux), taux)).toBe(montant)
      }),
    )
  })
  it('un taux tapé se relit tel quel', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: UN }), t => parseTaux(saisieTaux(t)) === t))
    expect(saisieTaux(75_000_000)).toBe('75,00')
    expect(saisieTaux(33_333_334)).toBe('33,333334')
    expect(['', '100,01', '-5', '1e1', '12,1234567', 'x'].map(parseTaux)).toEqual(Array(6).fill(undefined))
  })
  it('une proposition s’écrit et se relit', () => {
    const { proposition } = proposee({ taux: '75' })
    expect(lireProposition(texteProposition(proposition))).toEqual(proposition)
  })
})

describe('les bornes d’une proposition', () => {
  const dite = (s: Partial<PropositionSaisie>, demandee = 3_402_000) => {
    const { proposition, somme } = proposee(s)
    return bornes(proposition, somme, { demandee })
  }
  it('la base ne dépasse pas les lignes retenues, le montant ni la base ni l’aide demandée', () => {
    expect(dite({ taux: '75' })).toEqual({})
    expect(dite({ base: '41 400,01', taux: '75' }).base).toContain('dépasse de 0,01\u00a0€ les lignes retenues (41\u00a0400\u00a0€)')
    expect(dite({ taux: '100' }).montant).toContain('dépasse de 7\u00a0380\u00a0€ l’aide demandée (34\u00a0020\u00a0€)')
    expect(dite({ calcule: 'taux', base: '30 000', montant: '30 000,01' }).montant).toContain('dépasse de 0,01\u00a0€ la base')
    expect(dite({ calcule: 'base', taux: '50', montant: '31 050' }).base).toContain('dépasse de 20\u00a0700\u00a0€')
  })
  it('un taux nul ne donne aucun montant', () => {
    expect(dite({ calcule: 'base', taux: '0', montant: '10' }).taux).toContain('ne donne aucun montant')
    expect(dite({ calcule: 'base', taux: '0', montant: '0' })).toEqual({})
  })
})

it('ce que la proposition change\u00a0: le coût global reste, la part du porteur prend la différence', () => {
  const { proposition } = proposee({ taux: '75' })
  const r = { demandee: 3_402_000, cout: 4_860_000, part: 972_000, publiques: 3_888_000, minimale: undefined }
  expect(effets(proposition, r).map(e => [e.element, e.demande, e.propose, e.ecart].map(x => x.replaceAll('\u00a0', ' ')))).toEqual([
    ['Aide', '34 020 €', '31 050 €', '−2 970 €'],
    ['Part du coût global', '70,0 %', '63,9 %', '−6,1 points'],
    ['Part du porteur', '9 720 €', '12 690 €', '+2 970 €'],
    ['Aides publiques, part du coût', '80,0 %', '73,9 %', '−6,1 points'],
  ])
})
