import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTENU_VIDE, type Contenu, lignesMontrees } from './contenu.ts'
import { champCellule } from './listes.ts'

/** A plan whose lots and expenses are these rows; `lotDe`: the lot of each expense, as it is kept. */
const plan = (lots: string[], lotDe: Record<string, string | undefined>): Contenu => ({
  ...CONTENU_VIDE,
  lignes: { lots, depenses: Object.keys(lotDe) },
  valeurs: Object.fromEntries(
    Object.entries(lotDe).flatMap(([l, lot]) => (lot === undefined ? [] : [[champCellule('depenses', l, 'lot'), lot]])),
  ),
})

describe('les dépenses telles qu’on les lit', () => {
  it('vont lot par lot, celles d’un même lot dans leur ordre, celles qui n’ont pas de lot ou plus le leur à la fin', () => {
    const c = plan(['lot-a', 'lot-b'], { d1: undefined, d2: 'lot-b', d3: 'lot-a', d4: 'ôté', d5: 'lot-a' })
    expect(lignesMontrees(c, 'depenses')).toEqual(['d3', 'd5', 'd2', 'd1', 'd4'])
    expect(lignesMontrees(c, 'lots')).toEqual(['lot-a', 'lot-b'])
    expect(lignesMontrees({ ...c, lignes: { depenses: c.lignes.depenses! } }, 'depenses')).toEqual(['d1', 'd2', 'd3', 'd4', 'd5'])
  })

  it('aucune ne se perd ni ne se double, quels que soient les lots', () => {
    const lots = ['lot-a', 'lot-b', 'lot-c']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lots, 'ôté', undefined), { maxLength: 12 }), deLots => {
        const c = plan(lots, Object.fromEntries(deLots.map((lot, i) => [`d${i}`, lot])))
        const montrees = lignesMontrees(c, 'depenses')
        expect([...montrees].sort()).toEqual([...c.lignes.depenses!].sort())
        const rangs = montrees.map(l => lots.indexOf(deLots[Number(l.slice(1))] ?? '')).map(r => (r < 0 ? lots.length : r))
        expect(rangs).toEqual([...rangs].sort((a, b) => a - b))
      }),
    )
  })
})
