import { expect, it } from 'vitest'
import { bornerMemoire } from './borner-memoire.ts'

/** A module of this one section before its memory; numbers as LEB128. */
const module = (memoire: number[], avant = [1, 4, 1, 0x60, 0, 0]) =>
  Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...avant, 5, memoire.length, ...memoire])

// seen to fail: each guard of it broken once
it('la mémoire que demande un module est bornée à autant de pages, dans autant d’octets, et rien d’autre ne change', async () => {
  // 2 pages at least, 65 536 at most
  const large = module([1, 1, 2, 0x80, 0x80, 4])
  const borne = bornerMemoire(large, 200)
  expect([...borne]).toEqual([...module([1, 1, 2, 0xc8, 0x81, 0])])
  expect([...large]).toEqual([...module([1, 1, 2, 0x80, 0x80, 4])])
  expect(WebAssembly.validate(borne)).toBe(true)
  for (const pages of [2, 65_536]) expect(WebAssembly.validate(bornerMemoire(large, pages))).toBe(true)
})

it('ce qu’une autre section contient n’est pas pris pour la mémoire', () => {
  // a section without meaning for the engine, named « x », which holds the bytes of a memory
  const avant = [0, 8, 1, 0x78, 5, 4, 1, 1, 2, 0x10]
  expect([...bornerMemoire(module([1, 1, 2, 0x80, 0x80, 4], avant), 200)]).toEqual([...module([1, 1, 2, 0xc8, 0x81, 0], avant)])
})

it.each<[string, Buffer, number]>([
  ['plus que ce qu’il déclare', module([1, 1, 2, 0x80, 0x80, 4]), 65_537],
  ['moins que ce qu’il lui faut', module([1, 1, 2, 0x80, 0x80, 4]), 1],
  ['sans maximum', module([1, 0, 2, 0x80, 0x80, 4]), 200],
  ['de deux mémoires', module([2, 1, 2, 0x80, 0x80, 4]), 200],
  ['sans mémoire', Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0]), 200],
])('un module %s n’est pas borné à peu près\u00a0: il ne sert pas', (_, octets, pages) => {
  expect(() => bornerMemoire(octets, pages)).toThrow('this module declares')
})
