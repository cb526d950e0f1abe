import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
// @ts-expect-error a script without types
import { graineDuJour, laisses } from '../../scripts/tirer-parcours.mjs'

const TOUS = readdirSync('src/test/parcours').filter(f => f.endsWith('.spec.ts'))

test('un parcours laissé aujourd’hui est joué demain ou après-demain, et ceux de chaque jour le sont toujours', () => {
  const jours: string[][] = [20_790, 20_791, 20_792].map(jour => laisses(TOUS, jour))
  for (const f of TOUS) expect(jours.filter(laisse => laisse.includes(f)).length, f).toBeLessThanOrEqual(2)
  const toujours = TOUS.filter(f => jours.every(laisse => !laisse.includes(f)))
  expect(toujours.toSorted()).toEqual(['comite', 'dossier', 'instruire', 'pages', 'salle', 'studio'].map(n => `${n}.spec.ts`))
  const nombres = jours.map(laisse => laisse.length)
  expect(Math.max(...nombres) - Math.min(...nombres)).toBeLessThanOrEqual(1)
})

test('la graine demandée l’emporte sur le jour', () => {
  expect(graineDuJour({ GRAINE: '7' })).toBe(7)
  expect(graineDuJour({})).toBe(Math.floor(Date.now() / 86_400_000))
})
