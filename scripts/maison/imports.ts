import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type Graphe, montees } from './graphe.ts'

export const estTest = (f: string) => /\.(test|spec)\.tsx?$/.test(f) || f.startsWith('src/test/')
const featureDe = (f: string) => /^src\/features\/([^/]+)\//.exec(f)?.[1]
/** The room of a file inside its feature: its folder, or itself when it stands beside them. */
const pieceDe = (f: string) => /^src\/features\/[^/]+\/([^/]+)/.exec(f)![1]!

/** Whom each file of the product imports, types counted. */
export function importsDe(racine = '.'): Graphe {
  const produit = globSync('src/**/*.{ts,tsx}', { cwd: racine })
    .sort()
    .filter(f => !estTest(f))
  const connus = new Set(produit)
  return new Map(
    produit.map(f => {
      const texte = readFileSync(join(racine, f), 'utf8')
      const vers = [...texte.matchAll(/(?:from|import\(|^import|new URL\()\s*'(\.{1,2}\/[^']+)'/gm)].map(m =>
        normalize(join(dirname(f), m[1]!)),
      )
      return [f, new Set(vers.filter(v => connus.has(v)))]
    }),
  )
}

/** Of each feature: the arrows between its rooms, and those that no order of its rooms can make go down. */
export function flechesDe(graphe: Graphe) {
  const features = [...new Set([...graphe.keys()].flatMap(f => featureDe(f) ?? []))]
  return features.map(feature => {
    const arcs = [...graphe].flatMap(([de, vers]) =>
      featureDe(de) === feature && !de.endsWith('/index.ts')
        ? [...vers].filter(v => featureDe(v) === feature && pieceDe(v) !== pieceDe(de)).map(v => [pieceDe(de), pieceDe(v)] as const)
        : [],
    )
    return { feature, fleches: arcs.length, montent: montees(arcs) }
  })
}
