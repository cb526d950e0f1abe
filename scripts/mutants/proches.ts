// Which tests come first against a fault: those most likely to notice it soon.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const tests = globSync('src/**/*.test.{ts,tsx}').sort()
const tailles = new Map(tests.map(t => [t, statSync(t).size]))
const textes = new Map(tests.map(t => [t, readFileSync(t, 'utf8')]))
const imports = new Map(tests.map(t => [t, new Set([...textes.get(t)!.matchAll(/from '(\.[^']+)'/g)].map(m => join(dirname(t), m[1]!)))]))
/** What each feature lets out by its door. */
const portes = new Map(
  globSync('src/**/index.ts').map(p => [
    p,
    new Set([...readFileSync(p, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(m => join(dirname(p), m[1]!))),
  ]),
)
const racine = (f: string) => basename(f).split('.')[0]!

const mondes = new Map<string, boolean>([['src/test/world.ts', true]])
function versLaBase(fichier: string): boolean {
  const connu = mondes.get(fichier)
  if (connu !== undefined) return connu
  mondes.set(fichier, false)
  const texte = textes.get(fichier) ?? (existsSync(fichier) ? readFileSync(fichier, 'utf8') : '')
  const lie = [...texte.matchAll(/from '(\.[^']+)'/g)].some(x => versLaBase(join(dirname(fichier), x[1]!)))
  mondes.set(fichier, lie)
  return lie
}
/** Without a database: nothing that it imports opens one. */
export const pur = (test: string) => !versLaBase(test)

/** Pure tests of the file, then its namesake, those which import it, those beside it, those of its feature; the short ones first. */
function distance(source: string, test: string): number {
  const dossier = dirname(source)
  const feature = source.split('/').slice(0, 3).join('/')
  const importe = imports.get(test)?.has(source)
  if (pur(test) && importe) return 0
  if (dirname(test) === dossier && racine(test) === racine(source)) return 1
  if (importe) return 2
  if (dirname(test) === dossier) return 3
  if (test.startsWith(`${dossier}/`)) return 4
  if (test.startsWith(`${dirname(dossier)}/`) && dirname(dossier).startsWith(feature)) return 5
  if (test.startsWith(`${feature}/`)) return 6
  return [...imports.get(test)!].some(i => portes.get(i)?.has(source)) ? 7 : 8
}

export const ranger = (source: string, parmi: Iterable<string>) =>
  [...new Set(parmi)].sort(
    (a, b) => distance(source, a) - distance(source, b) || (tailles.get(a) ?? 0) - (tailles.get(b) ?? 0) || a.localeCompare(b),
  )
/** A fault that tests without a database may notice is played in a second. */
export const vite = (source: string) => tests.some(t => distance(source, t) === 0)
/** Without knowing what each test runs. */
export const proches = (source: string) =>
  ranger(
    source,
    tests.filter(t => distance(source, t) < 8),
  )
