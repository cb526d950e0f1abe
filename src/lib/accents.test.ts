import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { composer, sansMarques } from './accents.ts'
import { nettoyer } from './forms.ts'

/** Seen to fail: without the bound of `accents.ts` (each of the first takes minutes), and with signs of direction taken away after the accents are put in order. */
describe('les accents d’un texte', () => {
  it.each([
    ['sans fin', '\u0301\u0323'],
    ['que des signes invisibles séparent', '\u0301\u200e\u0323\u202e'],
    ['que des octets nuls séparent', '\u0301\u0000\u0323'],
    ['de plusieurs octets', '\u{1d165}\u{1d16d}'],
  ])('%s\u00a0: lus d’un trait, au plus trente sur une lettre', (_quoi, motif) => {
    const debut = performance.now()
    const texte = nettoyer(`e${motif.repeat(60_000)}`)
    expect(sansMarques(`e${motif.repeat(60_000)}`).replace(/[\u200e\u202e\0]/g, '')).toBe('e')
    expect(performance.now() - debut).toBeLessThan(5000)
    expect([texte.length <= 32, texte.isWellFormed(), nettoyer(texte)]).toEqual([true, true, texte])
  })

  it('d’une langue qui en écrit plusieurs sur une lettre restent', () => {
    expect(composer('Vie\u0302\u0323t Nam')).toBe('Việt Nam')
    for (const mot of ['שָׁלוֹם', 'مُحَمَّد', 'Évisa', 'Z̷̢̛̬̺̀a']) expect(composer(mot)).toBe(mot.normalize('NFC'))
    expect(sansMarques('Évisa, Cœur')).toBe('Evisa, Cœur')
  })

  it('ne sont mis en ordre nulle part ailleurs', () => {
    const ailleurs = globSync('src/**/*.{ts,tsx}').filter(
      f => !/\.test\.|^src\/(test|lib\/accents)/.test(f) && readFileSync(f, 'utf8').includes('.normalize('),
    )
    expect(ailleurs).toEqual([])
  })
})
