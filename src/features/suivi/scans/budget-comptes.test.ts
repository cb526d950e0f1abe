import { describe, expect, it } from 'vitest'
import { BUDGET, compteDe, compter, depassement, oublierComptes } from './budget.ts'
import { DELAI_MS } from './lecture/lecteur.ts'

// what `budget.test.ts` cannot see, since it reads in less time than a file has; each line seen to fail
describe('ce qu’un fichier peut coûter', () => {
  it('trente secondes, et deux par page', () => {
    expect(BUDGET).toEqual({ delaiMs: 20_000, fichierMs: 30_000, parPageMs: 2000, perdues: 5 })
    expect(DELAI_MS).toBe(BUDGET.delaiMs)
    const refus = (ms: number, perdues: number, pages: number) => depassement({ ms, perdues }, pages, BUDGET)
    expect([refus(230_000, 4, 100), refus(230_000.1, 4, 100), refus(31_999, 0, 1), refus(0, 5, 1)]).toEqual([
      undefined,
      'trop_long',
      undefined,
      'pages_perdues',
    ])
    // scanned again, its pages would hang again: that is what is said
    expect(refus(1e9, 5, 1)).toBe('pages_perdues')
  })

  it('se compte par fichier de chaque scan, d’une passe à l’autre, jusqu’à ce que le scan soit lu', () => {
    compteDe('un', 1).perdues = 3
    compteDe('un', 2).ms = 40
    expect([compteDe('un', 1), compteDe('un', 2), compteDe('deux', 1)]).toEqual([
      { ms: 0, perdues: 3 },
      { ms: 40, perdues: 0 },
      { ms: 0, perdues: 0 },
    ])
    oublierComptes('un')
    expect(compteDe('un', 1)).toEqual({ ms: 0, perdues: 0 })
  })

  it('le temps s’ajoute, que la page soit lue ou que le fil tombe', async () => {
    const compte = { ms: 1000, perdues: 0 }
    const attendre = () => new Promise(r => setTimeout(r, 30))
    expect(await compter(compte, () => attendre().then(() => 'lue'))).toBe('lue')
    const apres = compte.ms
    expect(apres).toBeGreaterThan(1020)
    const tombe = async () => {
      await attendre()
      throw new Error('tombé')
    }
    await expect(compter(compte, tombe)).rejects.toThrow('tombé')
    expect(compte.ms).toBeGreaterThan(apres + 20)
  })
})
