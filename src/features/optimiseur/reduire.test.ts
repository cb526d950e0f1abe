import { expect, test } from 'vitest'
import { poserProbleme } from '../../test/enveloppe.ts'
import { construire } from './modele.ts'
import { chargerHighs, coutDe, reduire } from './resoudre.ts'

const highs = await chargerHighs()

test('ce que rien ne peut plus renverser est tenu pour fait\u00a0: le mieux noté dedans, le moins bien noté dehors', () => {
  const p = poserProbleme(
    [
      { id: 'fort', points: 3000 },
      { id: 'moyen', points: 2000 },
      { id: 'faible', points: 1000 },
    ],
    { enveloppe: 5_500_000 },
  )
  const m = construire(p)
  const tenu = reduire(highs, m, { sens: 'max', cout: coutDe(m, 'points'), fin: performance.now() + 20_000 }, 3000)
  expect(m.candidats.map(k => [k.dossier.id, tenu.bas[k.x], tenu.haut[k.x]])).toEqual([
    ['fort', 1, 1],
    // money is left, not enough for this one: only the whole search says it
    ['moyen', 0, 1],
    ['faible', 0, 0],
  ])
})
