import { expect, test } from 'vitest'
import { correlation, estBlanche, feuilletDe } from './vignette.ts'

/** A page of this grey, with a square of ink of this side in its middle. `encre`: how dark it is, 0 the most. */
function page(gris: number, cote: number, encre = 0) {
  const [width, height] = [200, 300]
  const data = new Uint8ClampedArray(width * height * 4).fill(gris)
  for (let y = 0; y < cote; y++)
    for (let x = 0; x < cote; x++) data.fill(encre, ((150 + y) * width + 100 + x) * 4, ((150 + y) * width + 101 + x) * 4)
  return { data, width, height }
}

test('une feuille sans encre est blanche, même grise ou poussiéreuse\u00a0; un mot suffit à ce qu’elle ne le soit plus', () => {
  expect([page(255, 0), page(180, 0), page(255, 3)].map(estBlanche)).toEqual([true, true, true])
  expect(estBlanche(page(255, 6))).toBe(false)
  // a pencil is ink, the shadow of a fold is not
  expect([estBlanche(page(255, 6, 105)), estBlanche(page(255, 60, 115))]).toEqual([false, true])
})

/** Ink on half of the points of a sheet, at places that `graine` draws (mulberry32); `part` of them are drawn again otherwise. */
function feuille(graine: number, part = 0) {
  const hasard = (n: number) => {
    let t = n
    return () => {
      t = (t + 0x6d2b79f5) | 0
      let x = Math.imul(t ^ (t >>> 15), t | 1)
      x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
      return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
    }
  }
  const [sienne, autre, choix] = [hasard(graine), hasard(99), hasard(7)]
  return Uint8Array.from({ length: 1800 }, () => {
    const [a, b] = [sienne(), autre()]
    return (choix() < part ? b : a) < 0.5 ? 255 : 0
  })
}

// seen to fail: with each bound of likeness and of ink lower or higher
test('une feuille est celle qui lui ressemble\u00a0: assez, et nettement plus que la suivante', () => {
  const [a, b] = [feuille(1), feuille(2)]
  expect(feuilletDe(a, [b, a])).toBe(2)
  expect(feuilletDe(feuille(1, 0.5), [a, b])).toBe(1)
  expect(correlation(feuille(1, 0.5), a)).toBeGreaterThan(0.45)
  // what is left of it looks like nothing
  expect(correlation(feuille(1, 0.75), a)).toBeLessThan(0.35)
  expect(correlation(feuille(1, 0.75), a)).toBeGreaterThan(0.2)
  expect(feuilletDe(feuille(1, 0.75), [a, b])).toBe(null)
  // two sheets too alike to be told apart
  expect(correlation(a, feuille(1, 0.1))).toBeGreaterThan(0.85)
  expect(feuilletDe(a, [a, feuille(1, 0.1)])).toBe(null)
  expect(feuilletDe(a, [])).toBe(null)
})

test('une feuille unie, ou d’une autre taille, ne ressemble à rien', () => {
  const unie = new Uint8Array(1800).fill(9)
  expect([
    correlation(unie, feuille(1)),
    correlation(feuille(1), unie),
    correlation(feuille(1), new Uint8Array(9)),
    correlation(new Uint8Array(), new Uint8Array()),
  ]).toEqual([0, 0, 0, 0])
  expect(
    correlation(
      feuille(1),
      feuille(1).map(v => 255 - v),
    ),
  ).toBeCloseTo(-1)
})

test('les bords qu’un scanner noircit ne comptent pas', () => {
  const [width, height] = [200, 300]
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  data.fill(0, 0, 15 * width * 4)
  for (let y = 0; y < height; y++) data.fill(0, y * width * 4, (y * width + 10) * 4)
  expect(estBlanche({ data, width, height })).toBe(true)
  data.fill(0, 15 * width * 4, 16 * width * 4)
  expect(estBlanche({ data, width, height })).toBe(false)
})
