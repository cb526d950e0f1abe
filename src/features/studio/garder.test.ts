import { expect, test } from 'vitest'
import { titreDe } from './garder.ts'

test('le titre d’un brouillon se lit d’un coup d’œil', () => {
  expect(titreDe('slug: x\ntitre: Un appel  \n')).toBe('Un appel')
  expect(titreDe("titre: 'Un appel'")).toBe('Un appel')
  expect(titreDe('titre:\n  autre: x')).toBe('Appel sans titre')
  expect(titreDe(`titre: ${'a'.repeat(2_000)}`)).toHaveLength(200)
})

// seen to fail: an expression that gave way from each space took 9 s for 80 000 of them, in the thread that serves everybody
test('un demi-mégaoctet d’espaces dans un titre n’arrête personne', () => {
  const debut = performance.now()
  expect(titreDe(`titre: a${' '.repeat(500_000)}b`)).toBe('a')
  expect(performance.now() - debut).toBeLessThan(5_000)
})
