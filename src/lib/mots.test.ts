import { expect, it } from 'vitest'
import { de } from './mots.ts'

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
