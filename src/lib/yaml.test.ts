import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lireYaml } from './yaml.ts'

const n = (combien: number, texte: (i: number) => string) => Array.from({ length: combien }, (_, i) => texte(i)).join('\n')
/** Wide: a busy machine. Quiet, each of these is over in a fifth of a second. */
const PLAFOND_MS = 5_000

describe('un texte YAML se lit en un temps qui suit sa longueur', () => {
  /**
   * Seen to fail: without the bound of signs, half a megabyte of commas took 19 s on a busy machine; when the library also compares keys with each other, 15 000
   * of them took 5.8 s and half a megabyte 99 s.
   */
  it.each<[string, string, string | undefined]>([
    ['8 000 clés distinctes', n(8_000, i => `k${i}: 1`), undefined],
    ['15 000 clés distinctes, 135 ko', n(15_000, i => `k${10_000 + i}: 1`), 'signes à lire'],
    ['15 000 clés distinctes d’un seul groupe, 135 ko', `{${n(15_000, i => `k${10_000 + i}: 1,`)}}`, 'signes à lire'],
    ['510 ko de clés distinctes', n(50_000, i => `k${i}: 1`), 'signes à lire'],
    ['des clés de clés', '? '.repeat(20_000), 'retrait'],
    ['des listes de listes', '- '.repeat(100_000), 'retrait'],
    ['des crochets', '['.repeat(200_000), 'emboîtés'],
    ['des accolades', '{a: '.repeat(100_000), 'emboîtés'],
    ['des groupes en retrait', n(600, i => `${' '.repeat(i)}a:`), 'retrait'],
    ['des ancres', n(40_000, i => `- &a${i}`), 'signes à lire'],
    ['des renvois à la chaîne', `k0: &a0 x\n${n(5_000, i => `k${i + 1}: &a${i + 1} [*a${i}]`)}`, 'emboîté'],
    ['201 renvois', `a: &a x\n${n(201, i => `k${i}: *a`)}`, 'se renvoie à lui-même plus de 200 fois'],
    [
      'des renvois qui se multiplient',
      `k0: &a0 [x]\n${n(8, i => `k${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)}`,
      'dépasser 40000 valeurs',
    ],
    ['des étiquettes', '!x '.repeat(150_000), 'signes à lire'],
    ['des virgules', `[${','.repeat(500_000)}`, 'signes à lire'],
    ['des documents', '---\n'.repeat(120_000), 'signes à lire'],
    ['des lignes vides', '\n'.repeat(500_000), 'signes à lire'],
    ['des commentaires', '#\n'.repeat(250_000), 'signes à lire'],
    ['un texte d’une ligne', `a: "${'x'.repeat(500_000)}"`, undefined],
    ['un bloc de texte', `a: |\n${' x\n'.repeat(160_000)}`, undefined],
  ])('%s', (_, texte, dit) => {
    const debut = performance.now()
    const lu = lireYaml(texte)
    expect(performance.now() - debut).toBeLessThan(PLAFOND_MS)
    if (dit === undefined) expect(lu.ok).toBe(true)
    else expect(lu.ok ? 'lu' : lu.error.defauts[0]?.message).toContain(dit)
  })

  it('une clé en double se dit à sa place, une fois, dans son groupe seulement', () => {
    const lu = lireYaml('a: 1\nb: { a: 2, c: 3, c: 4 }\na: 5\n')
    const places = lu.ok ? [] : lu.error.defauts.map(d => [d.code, lu.error.lignes.linePos(d.position)])
    expect(places).toEqual([
      ['DUPLICATE_KEY', { line: 2, col: 18 }],
      ['DUPLICATE_KEY', { line: 3, col: 1 }],
    ])
  })

  it('un renvoi vaut ce qu’il désigne\u00a0; l’appel fondateur est loin des bornes', () => {
    const lu = lireYaml('a: &x { b: [1, 2] }\nc: *x\n')
    expect(lu.ok && lu.value.brut).toEqual({ a: { b: [1, 2] }, c: { b: [1, 2] } })
    const fondateur = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
    expect(lireYaml(fondateur).ok).toBe(true)
    expect(lireYaml('a: &x [*x]\n').ok).toBe(false)
  })
})
