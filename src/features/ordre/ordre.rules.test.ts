import { describe, expect, test } from 'vitest'
import { lireGeste } from './ordre.form.ts'
import { apres, deplacement, ecartDe, type Geste, ordreQuiVaut, selonLesPorteurs } from './ordre.rules.ts'

describe('L’ordre qui vaut\u00a0: chaque rang une fois, aucun vide, par construction', () => {
  // seen to fail: without the set, then with what was said put after what is there
  test.for<[string, string, string]>([
    ['', 'abc', 'abc'],
    ['cab', 'abc', 'cab'],
    ['cab', 'ac', 'ca'],
    ['ca', 'abc', 'cab'],
    ['zca', 'abc', 'cab'],
    ['ccaac', 'abc', 'cab'],
    ['abc', '', ''],
  ])('dit « %s », là « %s » : « %s »', ([dit, la, vaut]) => expect(ordreQuiVaut([...dit], [...la]).join('')).toBe(vaut))

  test.for<[Geste, string]>([
    [{ geste: 'monter', id: 'c' }, 'acbde'],
    [{ geste: 'descendre', id: 'c' }, 'abdce'],
    [{ geste: 'monter', id: 'a' }, 'abcde'],
    [{ geste: 'descendre', id: 'e' }, 'abcde'],
    [{ geste: 'placer', id: 'e', rang: 1 }, 'eabcd'],
    [{ geste: 'placer', id: 'a', rang: 3 }, 'bcade'],
    [{ geste: 'placer', id: 'a', rang: 99 }, 'bcdea'],
    [{ geste: 'monter', id: 'z' }, 'abcde'],
    [{ geste: 'garder' }, 'abcde'],
    [{ geste: 'mien', dossiers: [...'eadz'] }, 'eadbc'],
  ])('%j : %s', ([g, attendu]) => expect(apres([...'abcde'], g).join('')).toBe(attendu))

  test('ce qui a changé se dit par le dossier qui est le plus monté', () => {
    expect(deplacement([...'abc'], [...'bac'])).toEqual({ id: 'b', de: 2, a: 1 })
    expect(deplacement([...'abcd'], [...'dabc'])).toEqual({ id: 'd', de: 4, a: 1 })
    expect(deplacement([...'abc'], [...'abc'])).toBeUndefined()
  })
})

describe('Proposer un rang en écartant un meilleur', () => {
  const d = (rang: number | undefined, avis: string | null) => ({ rang, avis })
  test.for<[ReturnType<typeof d>[], [number, number] | undefined]>([
    [
      [d(1, 'defavorable'), d(2, 'favorable')],
      [1, 2],
    ],
    [
      [d(1, 'defavorable'), d(2, 'reserve')],
      [1, 2],
    ],
    [
      [d(3, 'favorable'), d(1, 'favorable'), d(2, 'defavorable')],
      [2, 3],
    ],
    [[d(1, 'favorable'), d(2, 'defavorable')], undefined],
    [[d(1, 'defavorable'), d(2, null)], undefined],
    [[d(1, null), d(2, 'favorable')], undefined],
    [[d(undefined, 'defavorable'), d(undefined, 'favorable')], undefined],
  ])('%j', ([dossiers, attendu]) => {
    const e = ecartDe(dossiers)
    expect(e && [e.devant.rang, e.derriere.rang]).toEqual(attendu)
  })
})

describe('Ce que la page envoie est borné avant d’être lu', () => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057'
  test.for<[Record<string, string>, Geste | undefined]>([
    [
      { ordre: '7', monter: id },
      { geste: 'monter', id },
    ],
    [
      { ordre: '7', placer: id, [`rang-${id}`]: '2' },
      { geste: 'placer', id, rang: 2 },
    ],
    [{ ordre: '7', placer: id, [`rang-${id}`]: '501' }, undefined],
    [{ ordre: '7', placer: id }, undefined],
    [
      { ordre: '7', mien: `${id} ${id}` },
      { geste: 'mien', dossiers: [id, id] },
    ],
    [{ ordre: '7', mien: `${id} x` }, undefined],
    [{ ordre: '7', mien: Array(501).fill(id).join(' ') }, undefined],
    [{ ordre: '', monter: id }, undefined],
    [{ ordre: '1e3', monter: id }, undefined],
    [{ ordre: '7', monter: 'x' }, undefined],
    [{ monter: id }, undefined],
  ])('%j', ([corps, geste]) => expect(lireGeste(corps)?.geste).toEqual(geste))
})

test.each([
  ['les deux de Vico échangent leurs places, Corte garde la sienne', ['v2', 'c1', 'v1'], ['v1', 'c1', 'v2']],
  ['celui que personne n’a rangé ne bouge pas', ['x', 'v2', 'v1', 'y'], ['x', 'v1', 'v2', 'y']],
  ['déjà dans l’ordre', ['v1', 'v2', 'c1'], ['v1', 'v2', 'c1']],
  ['le rang 1 n’est pas là', ['v2', 'c1'], ['v2', 'c1']],
  ['aucun', [], []],
])('suivre l’ordre des porteurs\u00a0: %s', (_, ids, attendu) => {
  const rangs = new Map([
    ['v1', { porteur: 'vico', rang: 1, sur: 2 }],
    ['v2', { porteur: 'vico', rang: 2, sur: 2 }],
    ['c1', { porteur: 'corte', rang: 1, sur: 2 }],
  ])
  expect(selonLesPorteurs(ids, rangs)).toEqual(attendu)
})
