import { expect, test } from 'vitest'
import { portes } from '../../scripts/maison/portes.ts'

/** Names that a door may let through (docs/adr/0023). */
const NOMS_MAX = 25

test('aucune feature ne laisse passer plus de 25 noms par sa porte', () => {
  const lues = portes()
  expect(lues.length).toBeGreaterThan(20)
  expect(lues.filter(p => p.noms > NOMS_MAX)).toEqual([])
})
