import { expect, test } from 'vitest'
import { estBlanche } from './vignette.ts'

/** A page of this grey, with a square of ink of this side in its middle. */
function page(gris: number, cote: number) {
  const [width, height] = [200, 300]
  const data = new Uint8ClampedArray(width * height * 4).fill(gris)
  for (let y = 0; y < cote; y++)
    for (let x = 0; x < cote; x++) data.fill(0, ((150 + y) * width + 100 + x) * 4, ((150 + y) * width + 101 + x) * 4)
  return { data, width, height }
}

test('une feuille sans encre est blanche, même grise ou poussiéreuse\u00a0; un mot suffit à ce qu’elle ne le soit plus', () => {
  expect([page(255, 0), page(180, 0), page(255, 3)].map(estBlanche)).toEqual([true, true, true])
  expect(estBlanche(page(255, 6))).toBe(false)
})
