import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { faire } from '../../scripts/recettes/recette.ts'
import { aPart, fichiersDe, MESUREES, RECETTES } from '../../scripts/recettes/toutes.ts'

const page = readFileSync('CONTRIBUTING.md', 'utf8')
/** The files that the page names under each title, in order. */
const racontees = new Map(
  page.split('\n### ').flatMap(partie => {
    const [titre] = partie.split('\n')
    const fichiers = [...partie.split('\n## ')[0]!.matchAll(/^\d+\. `([^`]+)`/gm)].map(m => m[1]!)
    return fichiers.length > 0 ? [[titre!.toLowerCase(), fichiers] as const] : []
  }),
)

describe('les recettes de CONTRIBUTING.md', () => {
  test('sont celles que l’on suit, avec les mêmes fichiers dans le même ordre', () => {
    expect([...racontees.keys()]).toEqual(RECETTES.map(r => r.nom))
    for (const r of RECETTES) expect(racontees.get(r.nom)).toEqual(fichiersDe(r))
  })

  test.each([...RECETTES, ...MESUREES].map(r => [r.nom, r] as const))('%s\u00a0: chaque ligne a encore sa place', (_nom, r) => {
    const textes = new Map<string, string>()
    for (const e of r.etapes) {
      const texte = textes.get(e.fichier) ?? (existsSync(e.fichier) ? readFileSync(e.fichier, 'utf8') : undefined)
      textes.set(e.fichier, faire(e, texte))
    }
    expect(textes.size).toBe(fichiersDe(r).length)
  })

  test.each([
    ['un filtre', 2],
    ['un courriel', 2],
    ['un second signataire', 5],
    ['un projet renommé par son lauréat', 6],
  ])('%s n’ouvre pas plus de %i fichiers', (nom, plus) => {
    const ouverts = fichiersDe([...RECETTES, ...MESUREES].find(r => r.nom === nom)!)
    expect(ouverts.filter(f => !aPart(f)).length).toBeLessThanOrEqual(plus)
  })
})
