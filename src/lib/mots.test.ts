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

it('une unité écrite au pluriel s’accorde au nombre, sauf celle qui ne change pas', () => {
  const dits = [
    avecUnite(1, 'agents publics'),
    avecUnite(12_000, 'agents'),
    avecUnite(1, 'mois'),
    avecUnite(0, 'heures par semaine'),
    avecUnite(1.5, 'heures par an'),
    avecUnite(1, 'm²'),
    avecUnite(3, undefined),
  ]
  expect(dits.map(d => d.replaceAll(/\s/g, ' '))).toEqual([
    '1 agent public',
    '12 000 agents',
    '1 mois',
    '0 heure par semaine',
    '1,5 heure par an',
    '1 m²',
    '3',
  ])
})
