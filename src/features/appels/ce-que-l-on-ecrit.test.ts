import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { FONDS } from '../../test/appels/varier.ts'
import { lireAppel } from './lire-appel.ts'

type Cas = { quoi: string; avant: string; ecrit: string; dit: string }
const CAS = parse(readFileSync('src/features/appels/ce-que-l-on-ecrit.yml', 'utf8')) as Cas[]

/** The whole sentence; a list of what is possible grows with the product. */
const attendu = (dit: string) =>
  new RegExp(
    `^${dit
      .split('…')
      .map(t => t.replace(/[\\^$*+?.()|[\]{}]/g, '\\$&'))
      .join('.+')}$`,
  )

// seen to fail: each family with its advice taken out of `conseils.ts`, of the reading or of the formulas
describe('ce que l’on écrit vraiment, et la phrase qui aide', () => {
  test.each(CAS)('$quoi', ({ avant, ecrit, dit }) => {
    expect(FONDS).toContain(avant)
    const lu = lireAppel(
      FONDS.replace(avant, () => ecrit),
      'appel.yml',
    )
    const dits = lu.ok ? ['accepté'] : lu.error.map(e => sansInsecables(`${e.champ ? `${e.champ} : ` : ''}${e.message}`))
    expect(dits.find(d => attendu(dit).test(d)) ?? dits).toEqual(expect.any(String))
    // nothing that only follows from it; a wrong key is told with the right one that is missing
    expect(dits.length).toBeLessThanOrEqual(dit.includes('vouliez-vous dire « accroche »') ? 2 : 1)
  })

  test('chaque phrase finit, et n’a pas un mot d’anglais', () => {
    for (const { dit } of CAS) expect(dit).toMatch(/[.?]$/)
    expect(CAS.filter(({ dit }) => /Invalid|expected|received/i.test(dit))).toEqual([])
    expect(CAS.length).toBeGreaterThanOrEqual(92)
  })
})
