import { expect, it } from 'vitest'
import { a, avecArticle, avecUnite, de } from './mots.ts'

it('« de » s’accorde au nom qui suit', () => {
  expect(
    [
      'Vico',
      'Ajaccio',
      'Évisa',
      'L’Île-Rousse',
      'Le Tampon',
      'Les Abymes',
      'Hauteville',
      'Collectivité de Corse',
      'Syndicat mixte',
      'Office public',
      'EURL Isula',
      'Parc-d’Anxtot',
    ].map(de),
  ).toEqual([
    'de Vico',
    'd’Ajaccio',
    'd’Évisa',
    'de L’Île-Rousse',
    'du Tampon',
    'des Abymes',
    'de Hauteville',
    'de la Collectivité de Corse',
    'du Syndicat mixte',
    'de l’Office public',
    'de l’EURL Isula',
    'de Parc-d’Anxtot',
  ])
})

it('« à » et « par » disent l’article qu’un nom de collectivité demande, et qu’un nom de commune n’a pas', () => {
  const noms = ['Vico', 'Le Tampon', 'Les Abymes', 'La Porta', 'Collectivité de Corse', 'Syndicat mixte', 'Association Isula', 'SARL Isula']
  expect(noms.map(a).join(', ')).toBe(
    'à Vico, au Tampon, aux Abymes, à La Porta, à la Collectivité de Corse, au Syndicat mixte, à l’Association Isula, à la SARL Isula',
  )
  expect(['Vico', 'Communauté de communes Celavu', 'Service départemental'].map(avecArticle)).toEqual([
    'Vico',
    'la Communauté de communes Celavu',
    'le Service départemental',
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
