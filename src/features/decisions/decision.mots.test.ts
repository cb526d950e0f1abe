import { expect, test } from 'vitest'
import { acteEnMots } from './decision.mots.ts'

const dire = (sens: string, montant = '', rang = '') => acteEnMots({ sens, montant, rang })?.replace(/\s/g, ' ')

test('le bouton dit l’acte et le montant, et rien de ce qui n’est pas lisible', () => {
  expect([
    dire('retenu', '86 000'),
    dire('partiel', '5 760,50'),
    dire('partiel', 'cinq mille'),
    dire('retenu', '0'),
    dire('liste_complementaire', '86 000', '2'),
    dire('liste_complementaire', '', 'deux'),
    dire('non_retenu', '86 000'),
    dire('ajourne'),
    dire('sans_suite'),
    dire(''),
    dire('<b>'),
  ]).toEqual([
    'Retenir : 86 000 €',
    'Retenir en partie : 5 760,50 €',
    'Retenir en partie',
    'Retenir',
    'Liste complémentaire, rang 2',
    'Liste complémentaire',
    'Ne pas retenir',
    'Ajourner',
    'Classer sans suite',
    undefined,
    undefined,
  ])
})
