// `npm run livraison -- DOSSIER`: what production needs, and no more: the built program, its data, the commands of whoever runs it, and of `node_modules` the
// files that these load. Prints what each package weighs, before and after. Needs `npm ci`; asks no network.
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alleger } from './livraison/alleger.mjs'

const racine = dirname(dirname(fileURLToPath(import.meta.url)))
const cible = resolve(process.argv[2] ?? join(racine, 'livraison'))
process.chdir(racine)
if (existsSync(cible) && readdirSync(cible).length > 0 && !existsSync(join(cible, 'dist/main.js'))) {
  console.error(`${cible} n’est pas une livraison : choisissez un dossier vide.`)
  process.exit(1)
}
await import('./build.mjs')
rmSync(cible, { recursive: true, force: true })
mkdirSync(cible, { recursive: true })

const COMMANDES = [
  'agents',
  'appel-verifier',
  'base',
  'essais',
  'guichet-appliquer',
  'journal-verifier',
  'projets-importer',
  'sirets-importer',
  'territoires-contours',
]
const AUTOUR = [
  'appels',
  'demonstration',
  'dist',
  'exploitation',
  'guichets',
  'listes',
  'modeles',
  'package.json',
  'LICENSE',
  'NOTICE.md',
  'SECURITY.md',
]
// the secrets that `compose` reads stay where they are
const partage = f => !/^exploitation\/(\.env|certificats)$/.test(f)
for (const f of AUTOUR) cpSync(f, join(cible, f), { recursive: true, filter: partage })
for (const nom of COMMANDES) cpSync(`scripts/${nom}.ts`, join(cible, `scripts/${nom}.ts`))
// the commands run from the sources
const sources = f => !/^src\/(test|client)(\/|$)|\.test\.tsx?$|\.tsx$/.test(f)
cpSync('src', join(cible, 'src'), { recursive: true, filter: sources })

const poids = []
for (const [chemin, paquet] of Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)) {
  if (chemin === '' || paquet.dev || paquet.devOptional || !existsSync(chemin)) continue
  const garde = alleger(chemin.replace(/^.*node_modules\//, ''))
  const filtre = f => {
    const dedans = relative(chemin, f)
    return dedans === '' || (basename(f) !== 'node_modules' && garde(dedans, lstatSync(f).isDirectory()))
  }
  cpSync(chemin, join(cible, chemin), { recursive: true, filter: filtre, verbatimSymlinks: true })
  poids.push({ chemin, avant: peser(chemin, false), apres: peser(join(cible, chemin), false) })
}
mkdirSync(join(cible, 'node_modules/.bin'))
const node = readdirSync(join(cible, 'node_modules')).find(n => /^node-(bin-)?(linux|darwin)-/.test(n))
symlinkSync(`../${node}/bin/node`, join(cible, 'node_modules/.bin/node'))

const mo = octets => (octets / 1e6).toLocaleString('fr-FR', { maximumFractionDigits: 1, minimumFractionDigits: 1 }).padStart(8)
const ligne = (nom, avant, apres) => console.log(`${mo(avant)} ${mo(apres)}  ${nom}`)
const somme = (liste, cle) => liste.reduce((t, p) => t + p[cle], 0)
console.log('   avant    après  (Mo)')
const triees = poids.toSorted((a, b) => b.avant - a.avant)
for (const p of triees.slice(0, 20)) ligne(p.chemin.replace('node_modules/', ''), p.avant, p.apres)
ligne(`${triees.length - 20} autres paquets`, somme(triees.slice(20), 'avant'), somme(triees.slice(20), 'apres'))
ligne('node_modules, pour la production', somme(poids, 'avant'), somme(poids, 'apres'))
ligne('dist', peser('dist'), peser(join(cible, 'dist')))
console.log(`${mo(peser(cible)).padStart(17)}  en tout : ${cible}`)

/** Bytes of a folder's files, links not followed; without the packages that it holds, if asked. */
function peser(dossier, imbriques = true) {
  let total = 0
  for (const f of readdirSync(dossier, { withFileTypes: true })) {
    const chemin = join(dossier, f.name)
    if (f.isDirectory()) total += f.name === 'node_modules' && !imbriques ? 0 : peser(chemin, imbriques)
    else if (f.isFile()) total += lstatSync(chemin).size
  }
  return total
}
