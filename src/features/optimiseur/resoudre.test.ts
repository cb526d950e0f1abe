import { expect, test } from 'vitest'
import { type DossierSaisi, poserProbleme } from '../../test/enveloppe.ts'
import { montantDeLaPart, type Probleme, probleme } from './probleme.ts'
import { chargerHighs, resoudre } from './resoudre.ts'
import { verifier } from './verifier.ts'

const highs = await chargerHighs()
const fin = () => performance.now() + 20_000
const allouer = (p: Probleme) => {
  const issue = resoudre(highs, p, { fin: fin() })
  if (!('allocation' in issue)) throw new Error(issue.statut)
  return issue.allocation
}
const montants = (p: Probleme) => Object.fromEntries(allouer(p).attributions.map(a => [a.id, a.montant]))

test('un montant réduit laisse entrer un dossier de plus, et le reste va au mieux noté', () => {
  const p = poserProbleme(
    [
      { id: 'a', points: 2400, plancher: 3_000_000 },
      { id: 'b', points: 2200, plancher: 4_000_000 },
      { id: 'c', points: 2000, plancher: 2_000_000 },
    ],
    {},
  )
  expect(montants(p)).toEqual({ a: 4_000_000, b: 4_000_000, c: 2_000_000 })
  const { accorde, reste } = allouer(p).totaux
  expect([accorde, reste]).toEqual([10_000_000, p.contraintes.enveloppe - 10_000_000])
})

test('à points égaux, l’argent est employé ; à argent égal, le mieux noté puis le premier numéro', () => {
  expect(
    montants(
      poserProbleme(
        [
          { id: 'a', demande: 4_000_000 },
          { id: 'b', demande: 4_500_000 },
        ],
        { enveloppe: 4_700_000 },
      ),
    ),
  ).toEqual({ b: 4_500_000 })
  expect(montants(poserProbleme([{ id: 'z' }, { id: 'b' }, { id: 'a' }], { enveloppe: 5_000_000 }))).toEqual({ a: 5_000_000 })
  const deuxContreDeux = [{ id: 'a', points: 2500 }, { id: 'b', points: 1500 }, { id: 'c' }, { id: 'd' }]
  expect(Object.keys(montants(poserProbleme(deuxContreDeux, {})))).toEqual(['a', 'c'])
})

test('l’ordre des dossiers dans la demande ne change rien', () => {
  const dossiers = Array.from({ length: 18 }, (_, i) => ({
    id: `d${i}`,
    points: 1500 + 100 * (i % 5),
    demande: 1_000_000 + 100_000 * (i % 3),
    departement: i % 2 ? '2A' : '2B',
  }))
  const parts: Probleme['contraintes']['parts'] = [
    { id: 'a', libelle: 'Haute-Corse', famille: 'departement', valeur: '2B', sens: 'au_moins', quota: { dixMilliemes: 5500 } },
  ]
  const dans = (xs: DossierSaisi[]) => allouer(poserProbleme(xs, { parts }))
  expect(dans(dossiers.toReversed())).toEqual(dans(dossiers))
  expect(dans(dossiers)).toEqual(dans(dossiers))
})

test('une part en % se compte au centime : « au moins » au supérieur, « au plus » à l’inférieur', () => {
  const part = (sens: 'au_moins' | 'au_plus', dixMilliemes: number) =>
    ({ id: 'a', libelle: 'Haute-Corse', famille: 'departement', valeur: '2B', sens, quota: { dixMilliemes } }) as const
  // 55 % of 10 000,01 € are 5 500,0055 €
  expect(montantDeLaPart(part('au_moins', 5500), 1_000_001)).toBe(550_001)
  expect(montantDeLaPart(part('au_plus', 5500), 1_000_001)).toBe(550_000)
  // an exact share is itself, both ways
  for (const sens of ['au_moins', 'au_plus'] as const) expect(montantDeLaPart(part(sens, 5000), 1_000_000)).toBe(500_000)
})

test('un lot seul suffit quand il tient au-dessus du plancher ; sinon tous les lots viennent ensemble', () => {
  const lots = [
    { id: '1', libelle: 'Lot 1', montant: 6_600_000, plancher: 6_600_000 },
    { id: '2', libelle: 'Lot 2', montant: 2_000_000, plancher: 2_000_000 },
  ]
  const d = [{ id: 'a', demande: 8_600_000, plancher: 6_600_000, lots }]
  expect(allouer(poserProbleme(d, { enveloppe: 7_000_000 })).attributions).toEqual([
    { id: 'a', montant: 6_600_000, lots: [{ id: '1', montant: 6_600_000 }] },
  ])
  expect(montants(poserProbleme(d, { enveloppe: 2_500_000 }))).toEqual({})
  expect(montants(poserProbleme(d, { enveloppe: 7_000_000, lotsSeuls: false }))).toEqual({})
  const souple = [{ ...d[0]!, lots: lots.map(l => ({ ...l, plancher: l.montant / 2 })) }]
  expect(allouer(poserProbleme(souple, { enveloppe: 7_000_000, lotsSeuls: false })).attributions[0]!.lots).toEqual([
    { id: '1', montant: 6_000_000 },
    { id: '2', montant: 1_000_000 },
  ])
})

test('les centimes : rien ne dépasse l’enveloppe, et un montant fixé à la main est gardé tel quel', () => {
  const p = poserProbleme(
    [
      { id: 'a', demande: 3_333_333, main: { geste: 'montant', montant: 3_333_333 } },
      { id: 'b', demande: 4_000_099, plancher: 1_000_000 },
    ],
    { enveloppe: 7_333_432 },
  )
  expect(montants(p)).toEqual({ a: 3_333_333, b: 4_000_000 })
  expect(montants({ ...p, contraintes: { ...p.contraintes, enveloppe: 7_333_332 } })).toEqual({ a: 3_333_333, b: 3_999_900 })
  expect(montants({ ...p, contraintes: { ...p.contraintes, granularite: 1 } })).toEqual({ a: 3_333_333, b: 4_000_099 })
})

test('la vérification à l’entier voit un centime de trop, un montant sous le plancher et un dossier exclu', () => {
  const p = poserProbleme(
    [
      { id: 'a', plancher: 3_000_000 },
      { id: 'b', main: { geste: 'exclure' } },
    ],
    { enveloppe: 4_000_000, granularite: 1 },
  )
  const dit = (...attributions: [string, number][]) =>
    verifier(
      p,
      attributions.map(([id, montant]) => ({ id, montant, lots: [] })),
    )
  expect(dit(['a', 4_000_000])).toEqual([])
  expect(dit(['a', 4_000_001])).toEqual(['enveloppe'])
  expect(dit(['a', 2_999_999])).toEqual(['montant:a'])
  expect(dit(['b', 100])).toEqual(['main:b', 'montant:b'])
  expect(dit(['c', 100])).toEqual(['dossiers'])
})

test('une demande incohérente est refusée avec des mots', () => {
  const p = poserProbleme([{ id: 'a' }], {})
  const refus = (x: unknown) => probleme.safeParse(x).error?.issues.map(i => i.message)
  expect(refus({ ...p, dossiers: [{ ...p.dossiers[0], plancher: 6_000_000 }] })).toEqual(['a : le plancher dépasse la demande'])
  expect(refus({ ...p, dossiers: [p.dossiers[0], p.dossiers[0]] })).toEqual(['le dossier a est cité deux fois'])
  expect(refus({ ...p, objectifs: ['points', 'points'] })).toEqual(['un objectif est cité deux fois'])
})

test('le plus de points est prouvé, l’égalité ne l’est pas\u00a0: l’allocation est dite la meilleure, et l’égalité non départagée', () => {
  const quarante = Array.from({ length: 40 }, (_, i) => ({ id: `d${i}`, demande: 1_000_000 + ((i * i * 104_729) % 4_000_000) }))
  const issue = resoudre(highs, poserProbleme(quarante, { enveloppe: 40_000_000 }), { fin: fin() })
  expect(issue).toMatchObject({ statut: 'optimal', allocation: { preuve: { optimum: true, departage: false } } })
})

test('sans dossier, ou quand le temps manque, il n’y a pas d’allocation inventée', () => {
  expect(allouer(poserProbleme([], {})).attributions).toEqual([])
  expect(resoudre(highs, poserProbleme([{ id: 'a' }], {}), { fin: performance.now() - 1 })).toEqual({ statut: 'rien' })
})
