// `npm run maison`: what the house weighs, from the imports of `src`: names by door, arrows that run back up, circles, hops from an address to its act,
// files, lines. `--racine DOSSIER` measures another checkout, `--dessin` writes docs/images/maison.svg. Nothing of the program is run.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dessiner } from './maison/dessin.ts'
import { cercles } from './maison/graphe.ts'
import { estTest, flechesDe, importsDe } from './maison/imports.ts'
import { portes } from './maison/portes.ts'
import { seulsParRole } from './maison/roles.ts'

const RACINE = process.argv.includes('--racine') ? process.argv[process.argv.indexOf('--racine') + 1]! : '.'
const lire = (fichier: string) => readFileSync(join(RACINE, fichier), 'utf8')
const fichiers = globSync('src/**/*.{ts,tsx}', { cwd: RACINE }).sort()
const produit = fichiers.filter(f => !estTest(f))
const graphe = importsDe(RACINE)
const lesPortes = portes(RACINE)

/** Files from the one that mounts every route to the one that answers an address, then its act. */
function sauts() {
  const distance = new Map([['src/routes.ts', 0]])
  for (const file = ['src/routes.ts']; file.length > 0; ) {
    const f = file.shift()!
    for (const v of graphe.get(f) ?? [])
      if (!distance.has(v) && (/routes\.tsx?$/.test(v) || v.endsWith('/index.ts'))) {
        distance.set(v, distance.get(f)! + 1)
        file.push(v)
      }
  }
  return [...distance].filter(([f]) => /\.post\(/.test(lire(f))).map(([, d]) => d + 1)
}

const lignes = (liste: readonly string[]) => liste.reduce((n, f) => n + lire(f).split('\n').length - 1, 0)
const s = sauts()
const seuls = seulsParRole(graphe, RACINE)
const interieurs = flechesDe(graphe).sort((a, b) => b.montent - a.montent)
const trop = fichiers.map(f => ({ f, n: lire(f).split('\n').length - 1 })).filter(x => x.n > 250)
console.log(`| Mesure | Valeur |
|---|---|
| noms par porte, la plus grande | ${lesPortes[0]?.noms} (${lesPortes[0]?.feature}) |
| portes de plus de 25 noms | ${
  lesPortes
    .filter(p => p.noms > 25)
    .map(p => `${p.feature} ${p.noms}`)
    .join(', ') || 'aucune'
} |
| flèches qui remontent dans une feature | ${interieurs.reduce((n, i) => n + i.montent, 0)} sur ${interieurs.reduce((n, i) => n + i.fleches, 0)} (${
  interieurs
    .filter(i => i.montent > 0)
    .map(i => `${i.feature} ${i.montent}`)
    .join(', ') || 'aucune'
}) |
| cercles de fichiers, types comptés | ${cercles(graphe).length} |
| sauts d’une adresse à son acte | ${Math.min(...s)} à ${Math.max(...s)} |
| fichiers du produit | ${produit.length} |
| lignes du produit | ${lignes(produit)} |
| fichiers qu’un seul autre importe | ${[...seuls.values()].reduce((a, b) => a + b, 0)} (${[...seuls].map(([role, n]) => `${role} ${n}`).join(', ')}) |
| conversions \`as Ctx\` | ${produit.reduce((n, f) => n + lire(f).split(' as Ctx').length - 1, 0)} |
| fichiers de plus de 250 lignes | ${trop.map(x => `${x.f} ${x.n}`).join(', ') || 'aucun'} |`)
if (process.argv.includes('--dessin')) writeFileSync('docs/images/maison.svg', dessiner(graphe))
