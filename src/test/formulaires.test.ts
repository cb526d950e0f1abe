import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DOSSIER, type Envoi } from './formulaires.ts'
import { adressesServies } from './securite/adresses-servies.ts'
import { openWorld, type World } from './world.ts'

/** Each form of the router, and which journey sends it with script and without (docs/formulaires.md). */
const PAGE = 'docs/formulaires.md'
const MANQUE = '**manque**'
const SCRIPT_SEUL = 'script seul'

/** What no form sends: a script asks for it, and does without when it cannot. */
const PAR_SCRIPT = [/\/televersements(\/|$)/, /\/presence$/, /^\/api\/auth\//]

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

const adresses = () =>
  adressesServies(w)
    .filter(a => a.methode === 'POST')
    .map(a => a.chemin)
    .sort()

type Ligne = { chemin: string; avec: string; sans: string }
const lireLignes = (page: string): Ligne[] =>
  [...page.matchAll(/^\| `(.+?)` \| (.+?) \| (.+?) \|$/gm)].map(([, chemin = '', avec = '', sans = '']) => ({ chemin, avec, sans }))

/** The address of the router that this path is: of several, the one with the most words of its own. */
function adresseDe(chemin: string, toutes: readonly string[]) {
  const motif = (a: string) => new RegExp(`^${a.replaceAll('.', '\\.').replaceAll(/:[a-z_]+/gi, '[^/]+')}$`)
  const jokers = (a: string) => a.split(':').length
  return toutes.filter(a => motif(a).test(chemin)).sort((a, b) => jokers(a) - jokers(b))[0]
}

function ecrire(dossier: string) {
  const toutes = adresses()
  const vus = new Map<string, Set<string>>()
  for (const f of readdirSync(dossier))
    for (const texte of readFileSync(join(dossier, f), 'utf8').trim().split('\n')) {
      const { chemin, script, parcours } = JSON.parse(texte) as Envoi
      const cle = `${adresseDe(chemin, toutes)} ${script}`
      vus.set(cle, (vus.get(cle) ?? new Set()).add(parcours.replace('.spec.ts', '')))
    }
  const cellule = (a: string, script: boolean) => [...(vus.get(`${a} ${script}`) ?? [])].sort().join(', ') || MANQUE
  const lignes = toutes.map(chemin => {
    const sans = cellule(chemin, false)
    return { chemin, avec: cellule(chemin, true), sans: sans === MANQUE && PAR_SCRIPT.some(p => p.test(chemin)) ? SCRIPT_SEUL : sans }
  })
  writeFileSync(PAGE, pageDe(lignes))
}

const pageDe = (lignes: readonly Ligne[]) => `# Les formulaires, et le parcours qui les envoie

Fait par \`npm run formulaires\`, qui joue les parcours et note ce que leurs pages envoient : une ligne pour chaque adresse du routeur qui reçoit un
formulaire ; un envoi refusé ne compte pas. « ${SCRIPT_SEUL} » : aucune page n’envoie cela, un script le demande et s’en passe. Un test refuse
une adresse absente d’ici, une case sans parcours, et un parcours qui n’existe plus.

${lignes.length} adresses.

| Adresse | Avec script | Sans script |
|---|---|---|
${lignes.map(l => `| \`${l.chemin}\` | ${l.avec} | ${l.sans} |`).join('\n')}
`

test('chaque formulaire du routeur a son parcours avec script, et son parcours sans', () => {
  if (DOSSIER) ecrire(DOSSIER)
  const lignes = lireLignes(readFileSync(PAGE, 'utf8'))
  expect(lignes.map(l => l.chemin)).toEqual(adresses())
  const parcours = lignes.flatMap(l => [l.avec, l.sans]).filter(c => ![MANQUE, SCRIPT_SEUL].includes(c))
  const perdus = parcours.flatMap(c => c.split(', ')).filter(p => !existsSync(`src/test/parcours/${p}.spec.ts`))
  expect(perdus).toEqual([])
  expect(lignes.filter(l => l.avec === MANQUE || l.sans === MANQUE)).toEqual([])
})
