import { expect, test } from 'vitest'
import { poserProbleme } from '../../test/enveloppe.ts'
import { evaluer, ruptures } from './evaluer.ts'

const p = poserProbleme(
  [
    { id: 'a', points: 2400 },
    { id: 'b', points: 2000 },
    { id: 'c', points: 1500 },
  ],
  { enveloppe: 10_000_000, seuil: 1600 },
)
const donner = (...ids: string[]) => ids.map(id => ({ id, montant: 5_000_000, lots: [] }))

test('des montants choisis à la main qui tiennent ne rompent rien, et rien n’y est dit prouvé', () => {
  const r = evaluer(p, new Map(donner('b', 'a').map(a => [a.id, a])))
  expect(ruptures(p, donner('a', 'b'))).toEqual([])
  expect(r).toMatchObject({ statut: 'limite', robustesse: null, allocation: { preuve: { optimum: false } } })
  if ('allocation' in r) expect(r.allocation.attributions.map(a => a.id)).toEqual(['a', 'b'])
})

test('ceux qui ne tiennent pas disent ce qu’ils rompent, de combien, contrainte par contrainte', () => {
  const rompues = ruptures(p, donner('a', 'b', 'c'))
  expect(rompues).toEqual([
    expect.objectContaining({ cle: 'enveloppe', suffit: true, ecart: 5_000_000 }),
    expect.objectContaining({ cle: 'seuil', suffit: true, ecart: 100 }),
  ])
})
