import { describe, expect, it } from 'vitest'
import { comparer } from './comparer.ts'

describe('comparer deux versions', () => {
  it('numérote les lignes comme les éditeurs de texte, avec deux lignes avant et deux après', () => {
    expect(comparer('a\nb\nc\n', 'a\nB\nc\nd\n').passages.flat()).toEqual([
      { sorte: 'gardee', numero: 1, texte: 'a' },
      { sorte: 'retiree', numero: 2, texte: 'b' },
      { sorte: 'ajoutee', numero: 2, texte: 'B' },
      { sorte: 'gardee', numero: 3, texte: 'c' },
      { sorte: 'ajoutee', numero: 4, texte: 'd' },
    ])
    const neuf = (cinquieme: string) => [1, 2, 3, 4, cinquieme, 6, 7, 8, 9].join('\n')
    expect(comparer(neuf('5'), neuf('cinq')).passages.map(p => p.map(l => l.numero))).toEqual([[3, 4, 5, 5, 6, 7]])
    expect(comparer('a\n', 'a\n')).toEqual({ passages: [], omises: 0 })
  })

  // seen to fail: every line matched with every other, 5.7 s of this processor
  it('deux textes de 6 000 lignes sans rapport se comparent par section, tout de suite', () => {
    const lignes = (mot: string) => Array.from({ length: 6_000 }, (_, i) => `  - ${mot} ${i}`).join('\n')
    const debut = process.threadCpuUsage()
    const { passages, omises } = comparer(`slug: a\nvieux:\n${lignes('x')}`, `slug: a\nneuf:\n${lignes('y')}`)
    expect(process.threadCpuUsage(debut).user / 1000).toBeLessThan(2_000)
    expect(passages.flat()).toHaveLength(2_000)
    expect(passages[0]![0]).toEqual({ sorte: 'ajoutee', numero: 2, texte: 'neuf:' })
    expect(omises).toBe(2 * 6_001 - 2_000)
  })
})
