import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
// @ts-expect-error a script without types
import { graineDuJour, laisses } from '../../scripts/tirer-parcours.mjs'

const TOUS = readdirSync('src/test/parcours').filter(f => f.endsWith('.spec.ts'))

test('un parcours laissé aujourd’hui est joué demain, et ceux de chaque jour le sont toujours', () => {
  const [aujourdhui, demain]: string[][] = [laisses(TOUS, 20_790), laisses(TOUS, 20_791)]
  expect(aujourdhui!.filter(f => demain!.includes(f))).toEqual([])
  const toujours = TOUS.filter(f => !aujourdhui!.includes(f) && !demain!.includes(f))
  expect(toujours.toSorted()).toEqual(['comite', 'dossier', 'instruire', 'pages', 'salle', 'studio'].map(n => `${n}.spec.ts`))
  expect(Math.abs(aujourdhui!.length - demain!.length)).toBeLessThanOrEqual(1)
})

test('la graine demandée l’emporte sur le jour', () => {
  expect(graineDuJour({ GRAINE: '7' })).toBe(7)
  expect(graineDuJour({})).toBe(Math.floor(Date.now() / 86_400_000))
})
