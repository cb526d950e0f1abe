import type { Graphe } from './graphe.ts'

const featureDe = (f: string) => /^src\/features\/([^/]+)\//.exec(f)?.[1]
const porteDe = (feature: string) => `src/features/${feature}/index.ts`
const [LARGEUR, BOITE_H, ETAGE, MARGE, ECART] = [1180, 26, 58, 16, 10]
const largeurDe = (nom: string) => nom.length * 7.2 + 18
const rond = (n: number) => Math.round(n * 10) / 10

/** What the door of each feature needs of the others; its pages, which may ask any, stand behind no door. */
function demandes(graphe: Graphe): Map<string, Set<string>> {
  const entre = new Map<string, Set<string>>()
  for (const f of graphe.keys()) if (featureDe(f)) entre.set(featureDe(f)!, new Set())
  for (const [feature, siens] of entre) {
    const vus = new Set<string>()
    const suivre = (f: string) => {
      if (vus.has(f)) return
      vus.add(f)
      if (featureDe(f) !== feature) {
        if (featureDe(f)) siens.add(featureDe(f)!)
        return
      }
      for (const v of graphe.get(f) ?? []) suivre(v)
    }
    suivre(porteDe(feature))
  }
  return entre
}

/** Without the lines that a longer way says already. */
function courts(entre: Map<string, Set<string>>): Map<string, Set<string>> {
  const sous = new Map<string, Set<string>>()
  const tous = (f: string): Set<string> => {
    const connus = sous.get(f)
    if (connus) return connus
    const lus = new Set<string>()
    sous.set(f, lus)
    for (const x of entre.get(f) ?? []) for (const y of [x, ...tous(x)]) lus.add(y)
    return lus
  }
  return new Map([...entre].map(([f, siens]) => [f, new Set([...siens].filter(x => ![...siens].some(y => y !== x && tous(y).has(x))))]))
}

/** The floor of each feature: 0 asks nobody, and each stands above all those that it asks, but for those that ask it back. */
function etages(graphe: Graphe, entre: Map<string, Set<string>>): Map<string, number> {
  const rang = new Map<string, number>()
  const monter = (f: string, chemin: readonly string[]): number => {
    const connu = rang.get(f)
    if (connu !== undefined) return connu
    const sous = [...(entre.get(f) ?? [])].filter(x => !chemin.includes(x)).map(x => monter(x, [...chemin, f]))
    const r = sous.length === 0 ? 0 : Math.max(...sous) + 1
    rang.set(f, r)
    return r
  }
  for (const f of [...entre.keys()].sort()) monter(f, [])
  // pages alone, that nobody asks: above
  const sommet = Math.max(...rang.values()) + 1
  for (const f of entre.keys()) if (!graphe.has(porteDe(f))) rang.set(f, sommet)
  return rang
}

/** The features as floors, the lowest at the bottom, and a line to those that one asks. */
export function dessiner(graphe: Graphe): string {
  const entre = demandes(graphe)
  const rang = etages(graphe, entre)
  const haut = Math.max(...rang.values())
  const places = new Map<string, { x: number; y: number; l: number }>()
  const rangees: string[][] = []
  for (let e = haut; e >= 0; e--) {
    let rangee: string[] = []
    for (const f of [...entre.keys()].filter(k => rang.get(k) === e).sort()) {
      if (rangee.reduce((s, x) => s + largeurDe(x) + ECART, largeurDe(f)) > LARGEUR - 2 * MARGE) rangee = []
      if (rangee.length === 0) rangees.push(rangee)
      rangee.push(f)
    }
  }
  rangees.forEach((rangee, i) => {
    const total = rangee.reduce((s, f) => s + largeurDe(f) + ECART, -ECART)
    let x = (LARGEUR - total) / 2
    for (const f of rangee) {
      places.set(f, { x, y: MARGE + i * ETAGE, l: largeurDe(f) })
      x += largeurDe(f) + ECART
    }
  })
  const lignes = [...courts(entre)].flatMap(([a, siens]) =>
    [...siens].sort().map(b => {
      const [de, vers] = [places.get(a)!, places.get(b)!]
      return `<path d="M${rond(de.x + de.l / 2)} ${de.y + BOITE_H}L${rond(vers.x + vers.l / 2)} ${vers.y}"/>`
    }),
  )
  const boites = [...places].map(
    ([f, { x, y, l }]) =>
      `<rect x="${rond(x)}" y="${y}" width="${rond(l)}" height="${BOITE_H}" rx="3"/><text x="${rond(x + l / 2)}" y="${y + 17}">${f}</text>`,
  )
  const hauteur = MARGE * 2 + rangees.length * ETAGE - ETAGE + BOITE_H
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LARGEUR} ${hauteur}" font-family="system-ui, sans-serif" font-size="13">
<title>The features, each above those that it asks</title>
<rect width="${LARGEUR}" height="${hauteur}" fill="#fff"/>
<g stroke="#9aa0c3" stroke-width="1" fill="none">
${lignes.join('\n')}
</g>
<g fill="#f5f5fe" stroke="#000091">
${boites.map(b => b.replace(/<text.*/, '')).join('\n')}
</g>
<g fill="#161616" text-anchor="middle">
${boites.map(b => b.replace(/^.*?<text/, '<text')).join('\n')}
</g>
</svg>
`
}
