import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonique } from './canonique.ts'

/** The same content, its keys written the other way round. */
const retourne = (v: unknown): unknown =>
  Array.isArray(v)
    ? v.map(retourne)
    : v && typeof v === 'object'
      ? Object.fromEntries(
          Object.entries(v)
            .reverse()
            .map(([k, x]) => [k, retourne(x)]),
        )
      : v

it('un même contenu a un seul texte, quel que soit l’ordre où ses champs sont écrits', () => {
  expect(canonique({ b: 1, a: { d: [3, { z: null, y: 'é' }], c: undefined } })).toBe('{"a":{"d":[3,{"y":"é","z":null}]},"b":1}')
  fc.assert(
    fc.property(fc.jsonValue(), v => {
      expect(canonique(retourne(v))).toBe(canonique(v))
      expect(JSON.parse(canonique(v))).toEqual(JSON.parse(JSON.stringify(v)))
    }),
  )
})

it('deux contenus qui diffèrent n’ont pas le même texte', () => {
  expect(canonique({ a: ['1', '2'] })).not.toBe(canonique({ a: ['2', '1'] }))
  expect(canonique({ a: 1 })).not.toBe(canonique({ a: '1' }))
})
