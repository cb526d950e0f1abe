import { expect, test } from 'vitest'
import { portes } from '../../scripts/maison/portes.ts'

/** Names that a door may let through (docs/adr/0023); that of `dossiers` is still being divided, and gains none. */
const NOMS_MAX = 25
const DOSSIERS_MAX = 94

test('aucune feature ne laisse passer plus de 25 noms par sa porte, et celle des dossiers n’en gagne pas', () => {
  const lues = portes()
  expect(lues.length).toBeGreaterThan(20)
  const max = (feature: string) => (feature === 'dossiers' ? DOSSIERS_MAX : NOMS_MAX)
  expect(lues.filter(p => p.noms > max(p.feature))).toEqual([])
})
