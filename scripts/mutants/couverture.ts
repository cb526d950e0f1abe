// Which test files enter which functions: learnt once for each test file, by running it, and again when it or one of our sources changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fonctionsDe } from './operateurs.ts'
import { ranger } from './proches.ts'

export type Couverture = { de: (fichier: string, position: number) => string[]; duFichier: (fichier: string) => string[] }

export const DOSSIER = '.mutants'
export const NOTES = join(DOSSIER, 'couverture')
mkdirSync(NOTES, { recursive: true })

type Note = { fichier: string; entrees: string[]; empreintes: Record<string, string> }
const empreinteDe = (f: string) => (existsSync(f) ? createHash('sha256').update(readFileSync(f)).digest('hex').slice(0, 16) : '')
/** Those of sources as they are: functions are known by their rank in their file. */
export function notes(): Note[] {
  const empreintes = new Map<string, string>()
  const memes = (f: string, e: string) => {
    if (!empreintes.has(f)) empreintes.set(f, empreinteDe(f))
    return empreintes.get(f) === e
  }
  return readdirSync(NOTES)
    .map(f => JSON.parse(readFileSync(join(NOTES, f), 'utf8')) as Note)
    .filter(n => Object.entries(n.empreintes).every(([f, e]) => memes(f, e)))
}

export function lireCouverture(): Couverture {
  const parFonction = new Map<string, string[]>()
  const parFichier = new Map<string, Set<string>>()
  for (const { fichier, entrees } of notes()) {
    for (const e of entrees) {
      parFonction.set(e, [...(parFonction.get(e) ?? []), fichier])
      const source = e.slice(0, e.indexOf('#'))
      parFichier.set(source, (parFichier.get(source) ?? new Set()).add(fichier))
    }
  }
  const duFichier = (source: string) => ranger(source, parFichier.get(source) ?? [])
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
