// Which test files enter which functions: learnt once for each test file, by running it, and again when it or one of our sources changed.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fonctionsDe } from './operateurs.ts'

export type Couverture = { de: (fichier: string, position: number) => string[]; duFichier: (fichier: string) => string[] }

export const DOSSIER = '.mutants'
export const NOTES = join(DOSSIER, 'couverture')
mkdirSync(NOTES, { recursive: true })

type Note = { fichier: string; entrees: string[] }
export const notes = (): Note[] => readdirSync(NOTES).map(f => JSON.parse(readFileSync(join(NOTES, f), 'utf8')))

export function lireCouverture(): Couverture {
  const parFonction = new Map<string, string[]>()
  const parFichier = new Map<string, Set<string>>()
  const nombre = new Map<string, number>()
  for (const { fichier, entrees } of notes()) {
    nombre.set(fichier, entrees.length)
    for (const e of entrees) {
      parFonction.set(e, [...(parFonction.get(e) ?? []), fichier])
      const source = e.slice(0, e.indexOf('#'))
      parFichier.set(source, (parFichier.get(source) ?? new Set()).add(fichier))
    }
  }
  const importateurs = new Map<string, string[]>()
  /** Near ones first: beside the file, in its feature, then those that run the least else. */
  const ranger = (source: string, tests: Iterable<string>) => {
    const dossier = source.slice(0, source.lastIndexOf('/'))
    const feature = source.split('/').slice(0, 3).join('/')
    const distance = (t: string) => {
      if (t.endsWith('.rules.test.ts')) return 0
      return t.startsWith(`${dossier}/`) ? 1 : t.startsWith(`${feature}/`) ? 2 : 3
    }
    return [...new Set(tests)].sort(
      (a, b) => distance(a) - distance(b) || (nombre.get(a) ?? 0) - (nombre.get(b) ?? 0) || a.localeCompare(b),
    )
  }
  const duFichier = (source: string) => ranger(source, [...(parFichier.get(source) ?? []), ...(importateurs.get(source) ?? [])])
  return {
    duFichier,
    de: (source, position) => {
      const dedans = fonctionsDe(source, readFileSync(source, 'utf8'))
        .map((f, i) => ({ ...f, i }))
        .filter(f => f.de <= position && position < f.a)
      // what runs as the file is read is seen by all who use the file; so is what only ran then
      const tests = dedans.length ? parFonction.get(`${source}#${dedans.at(-1)!.i}`) : undefined
      return tests ? ranger(source, tests) : duFichier(source)
    },
  }
}
