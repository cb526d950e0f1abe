import { expect, it } from 'vitest'
import { avecUnite, de } from './mots.ts'

it('« de » s’accorde au nom qui suit', () => {
  expect(['Vico', 'Ajaccio', 'Évisa', 'L’Île-Rousse', 'Le Tampon', 'Les Abymes', 'Hauteville', 'Communauté de communes'].map(de)).toEqual([
    'de Vico',
    'd’Ajaccio',
    'd’Évisa',
    'de L’Île-Rousse',
    'du Tampon',
    'des Abymes',
    'de Hauteville',
    'de Communauté de communes',
  ])
})

it('une unité s’accorde au nombre, sauf celle qui ne change pas', () => {
  const dits = (
    [
      [1, 'agents'],
      [0, 'usagers'],
      [2, 'agents'],
      [1, 'mois'],
      [1.5, 'heures par an'],
      [1, 'm²'],
    ] as const
  ).map(([n, u]) => avecUnite(n, u))
  expect(dits.map(d => d.replaceAll('\u00a0', ' '))).toEqual(['1 agent', '0 usager', '2 agents', '1 mois', '1,5 heure par an', '1 m²'])
})
