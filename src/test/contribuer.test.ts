import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faire, type Recette } from '../../scripts/recettes/recette.ts'
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

  /** Its files once it is followed. */
  const suivie = (r: Recette) => {
    const textes = new Map<string, string>()
    for (const e of r.etapes) {
      const texte = textes.get(e.fichier) ?? (existsSync(e.fichier) ? readFileSync(e.fichier, 'utf8') : undefined)
      textes.set(e.fichier, faire(e, texte))
    }
    return textes
  }
  test.each([...RECETTES, ...MESUREES].map(r => [r.nom, r] as const))('%s\u00a0: chaque ligne a encore sa place', (_nom, r) => {
    expect(suivie(r).size).toBe(fichiersDe(r).length)
  })

  // seen to fail: the import of « un acte » stood where its file no longer had it
  test.each([...RECETTES, ...MESUREES].map(r => [r.nom, r] as const))('%s\u00a0: les fichiers qu’elle laisse sont rangés', (_nom, r) => {
    const copie = mkdtempSync(join(tmpdir(), 'recette-'))
    try {
      cpSync('biome.json', join(copie, 'biome.json'))
      const ts = [...suivie(r), ...(r.montre ? [[r.montre.fichier, r.montre.contenu] as const] : [])].filter(([f]) => /\.tsx?$/.test(f))
      for (const [f, texte] of ts) {
        mkdirSync(dirname(join(copie, f)), { recursive: true })
        writeFileSync(join(copie, f), texte)
      }
      const biome = [resolve('node_modules/@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', 'src']
      execFileSync(process.execPath, biome, { cwd: copie, stdio: 'pipe' })
    } finally {
      rmSync(copie, { recursive: true, force: true })
    }
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
