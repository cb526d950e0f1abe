import { expect, test } from 'vitest'
import { type DossierSaisi, poserProbleme } from '../../test/enveloppe.ts'
import { expliquer, manques } from './expliquer.ts'
import { direPourquoi } from './pourquoi.ts'
import type { Probleme } from './probleme.ts'
import { chargerHighs, resoudre } from './resoudre.ts'

const highs = await chargerHighs()
const fin = () => performance.now() + 20_000
const allouer = (p: Probleme) => {
  const issue = resoudre(highs, p, { fin: fin() })
  if (issue.statut !== 'optimal') throw new Error(issue.statut)
  return issue.allocation
}
const pourquoi = (p: Probleme, id: string) => expliquer(highs, p, allouer(p), id, fin())
const sansInsecables = (t: string) => t.replaceAll(/[\u00a0\u202f]/g, ' ')
const phrases = (p: Probleme, id: string) => {
  const { raisons, leviers } = direPourquoi(p, pourquoi(p, id))
  return { raisons: raisons.map(sansInsecables), leviers: leviers.map(sansInsecables) }
}
const dedans = (p: Probleme, id: string) => allouer(p).attributions.some(a => a.id === id)
const avec = (p: Probleme, id: string, x: Partial<DossierSaisi>): Probleme => ({
  ...p,
  dossiers: p.dossiers.map(d => (d.id === id ? { ...d, ...x } : d)),
})

/** 100 000 €: Bastia and Corte come in; Zonza, 55 000 €, would push Corte out. */
const trois = poserProbleme(
  [
    { id: 'Bastia', points: 2400, demande: 5_000_000, plancher: 4_600_000 },
    { id: 'Corte', points: 2000, demande: 5_000_000 },
    { id: 'Zonza', points: 1950, demande: 5_500_000 },
  ],
  { enveloppe: 10_000_000, seuil: 1600 },
)

test('un dossier retenu : ce que coûterait de s’en passer, et la marge de sa note', () => {
  expect(pourquoi(trois, 'Corte')).toMatchObject({
    retenu: true,
    montant: 5_000_000,
    enEntier: true,
    sansLui: { perte: 2000, entrent: [], sortent: ['Corte'] },
    marge: 400,
  })
  expect(dedans(avec(trois, 'Corte', { points: 1600 }), 'Corte')).toBe(true)
  expect(dedans(avec(trois, 'Corte', { points: 1599 }), 'Corte')).toBe(false)
  expect(phrases(trois, 'Corte').raisons).toEqual([
    'Sans lui, le meilleur total possible passe de 44 à 24 points.',
    'Il reste retenu tant que sa note ne perd pas plus de 4 points.',
  ])
})

test('un dossier écarté de peu : les points, le montant ou l’enveloppe qu’il faudrait le font entrer, un cran de moins ne suffit pas', () => {
  const serre = { ...trois, contraintes: { ...trois.contraintes, enveloppe: 10_150_000 } }
  const e = pourquoi(serre, 'Zonza')
  if (e.retenu) throw new Error('retenu')
  expect(e.raison).toMatchObject({ genre: 'total', avecLui: { perte: 50, entrent: ['Zonza'], sortent: ['Corte'] } })
  expect(e.faudrait).toEqual({ points: 51, montant: 550_000, enveloppe: 4_950_000 })
  expect(dedans(avec(serre, 'Zonza', { points: 2001 }), 'Zonza')).toBe(true)
  expect(dedans(avec(serre, 'Zonza', { points: 1999 }), 'Zonza')).toBe(false)
  expect(dedans(avec(serre, 'Zonza', { demande: 550_000, plancher: 550_000 }), 'Zonza')).toBe(true)
  expect(dedans(avec(serre, 'Zonza', { demande: 550_100, plancher: 550_100 }), 'Zonza')).toBe(false)
  const large = (enveloppe: number): Probleme => ({ ...serre, contraintes: { ...serre.contraintes, enveloppe } })
  expect(dedans(large(15_100_000), 'Zonza')).toBe(true)
  expect(phrases(serre, 'Zonza')).toEqual({
    raisons: ['Le retenir ferait sortir Corte : le total perdrait 0,5 point.'],
    leviers: [
      '0,51 point de plus : 20,01',
      'une demande ramenée à 5 500 €',
      '49 500 € de plus dans l’enveloppe, sans rien retirer au total',
    ],
  })
})

test('un dossier retenu en partie : ce que coûterait de tout lui donner', () => {
  const p = poserProbleme(
    [
      { id: 'a', points: 2400, plancher: 4_000_000 },
      { id: 'b', points: 2000 },
    ],
    { enveloppe: 9_500_000 },
  )
  expect(phrases(p, 'a').raisons).toEqual([
    'Il reçoit 45 000 € sur 50 000 €.',
    'Sans lui, le meilleur total possible passe de 44 à 20 points.',
    'Il reste retenu tant que sa note ne perd pas plus de 23,99 points.',
    'Tout lui donner ferait sortir b : le total perdrait 20 points.',
  ])
})

test('exclu à la main, imposé, sous la note minimale, sans montant possible', () => {
  const main = (geste: 'exclure' | 'retenir') => ({ main: { geste } }) as const
  expect(phrases(avec(trois, 'Corte', main('exclure')), 'Corte').raisons).toEqual(['Il a été exclu à la main.'])
  expect(phrases(avec(trois, 'Zonza', main('retenir')), 'Zonza').raisons).toEqual(['Il a été imposé à la main.'])
  expect(phrases(avec(trois, 'Zonza', { points: 1580 }), 'Zonza').raisons).toEqual([
    'Sa note, 15,8, est sous la note minimale : il lui manque 0,2 point.',
  ])
  const plafonne = { ...trois, contraintes: { ...trois.contraintes, plafond: 5_400_000 } }
  expect(phrases(plafonne, 'Zonza')).toEqual({
    raisons: ['Aucun montant ne convient : il demande 55 000 € et accepte au moins 55 000 €, hors des limites fixées par dossier.'],
    leviers: ['une demande ramenée à 4 000 €'],
  })
})

test('impossible à retenir : les contraintes qui l’empêchent sont nommées', () => {
  const p = poserProbleme(
    [
      { id: 'a', main: { geste: 'retenir' } },
      { id: 'b', points: 2900 },
    ],
    { incompatibilites: [{ id: 'x', dossiers: ['a', 'b'] }] },
  )
  expect(phrases(p, 'b').raisons).toEqual(['Le retenir contredirait : Un seul dossier parmi a et b ; a, imposé.'])
})

test('un scénario qui compte les bénéficiaires parle de bénéficiaires', () => {
  const p = poserProbleme(
    [
      { id: 'a', beneficiaires: 9_400, demande: 10_000_000 },
      { id: 'b', beneficiaires: 6_700, points: 2900, demande: 6_000_000 },
    ],
    {},
    ['beneficiaires', 'points'],
  )
  expect(phrases(p, 'b').raisons).toEqual(['Le retenir ferait sortir a : le total perdrait 2 700 bénéficiaires.'])
  expect(phrases(p, 'a').raisons).toEqual([
    'Sans lui, le meilleur total possible passe de 9 400 à 6 700 bénéficiaires. Il laisserait la place à b.',
  ])
})

test('un dossier que les parts réservées exigent est dit indispensable ; quand le temps manque, rien n’est affirmé', () => {
  const parts: Probleme['contraintes']['parts'] = [
    { id: 'x', libelle: '2B', famille: 'departement', valeur: '2B', sens: 'au_moins', quota: { montant: 100 } },
  ]
  const p = poserProbleme([{ id: 'a' }, { id: 'b', departement: '2B' }], { parts })
  expect(phrases(p, 'b').raisons[0]).toBe('Sans lui, les contraintes ne tiennent plus ensemble.')
  const base = allouer(trois)
  expect(direPourquoi(trois, expliquer(highs, trois, base, 'Zonza', performance.now() - 1)).raisons).toEqual([
    'Le calcul n’a pas pu le dire dans le temps donné.',
  ])
  // 55 000 € beside 100 000 € of others: it comes in with as much more; without time, nobody is told that money would not be enough
  const dehors = (limite: number) => manques(highs, trois, base, { fin: limite, suivre: () => {} })
  expect([dehors(fin()), dehors(performance.now() - 1)]).toEqual([{ Zonza: 5_100_000 }, {}])
})
