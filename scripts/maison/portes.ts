import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Names that a door lets through, types counted; `export *` counts what it names. */
export function nomsDe(porte: string): number {
  const texte = readFileSync(porte, 'utf8')
  const listes = [...texte.matchAll(/^export (?:type )?\{([^}]*)\}/gms)].flatMap(m => m[1]!.split(',').filter(n => n.trim() !== ''))
  const propres = [...texte.matchAll(/^export (?:const|function|async function|type|class) \w/gm)]
  const etoiles = [...texte.matchAll(/^export \* from '(\.[^']+)'/gm)].map(m => nomsDe(join(dirname(porte), m[1]!)))
  return listes.length + propres.length + etoiles.reduce((a, b) => a + b, 0)
}

/** Every door of a checkout with its number of names, the largest first. */
export const portes = (racine = '.') =>
  globSync('src/features/*/index.ts', { cwd: racine })
    .map(porte => ({ feature: porte.split('/')[2]!, noms: nomsDe(join(racine, porte)) }))
    .sort((a, b) => b.noms - a.noms)
