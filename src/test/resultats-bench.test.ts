import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lireGardes, plafond, plancher, rendre, repere, tenue } from '../../bench/resultats.ts'

const mesure = (valeur: number, borne: ReturnType<typeof plafond>) => ({ nom: 'x', valeur, unite: 'ms', borne })

test('un plafond se tient au plus, un plancher au moins, un repère ne se tient ni ne se manque', () => {
  expect([49, 50, 51].map(v => tenue(mesure(v, plafond(50))))).toEqual(['tenu', 'tenu', 'non tenu'])
  expect([49, 50, 51].map(v => tenue(mesure(v, plancher(50))))).toEqual(['non tenu', 'tenu', 'tenu'])
  expect([49, 51].map(v => tenue(mesure(v, repere(50))))).toEqual(['—', '—'])
})

test('la page dit de chaque ligne ce qu’elle est, et de chaque section sur quel code elle fut mesurée', () => {
  const machine = 'une machine'
  const page = rendre({
    mesures: { machine, code: 'abc1234', depuis: 2, mesures: [mesure(60, plafond(50)), mesure(60, repere(50))] },
    lighthouse: { machine, code: 'def5678', depuis: 0, lignes: ['rien'] },
    cloture: { machine, code: '0000000', depuis: null, lignes: ['rien'] },
  }).replaceAll('\u00a0', ' ')
  expect(page).toContain('| x | 60 ms | 50 | plafond | non tenu | 1.2 |\n| x | 60 ms | 50 | repère | — | 1.2 |')
  expect(page).toContain('Tenus : 0 ; non tenus : 1 ; repères : 1.')
  expect(page).toContain(
    'Mesuré sur le code abc1234 : un autre que celui du programme quand cette page fut écrite, 2 modifications plus tard',
  )
  expect(page).toContain('Mesuré sur le code def5678, celui du programme')
  expect(page).toContain('Mesuré sur le code 0000000, que l’on ne retrouve pas')
})

test('la page des mesures est celle que l’on écrit de ce qui fut gardé', () => {
  expect(readFileSync('bench/resultats.md', 'utf8')).toBe(rendre(lireGardes()))
})
