// `npm run bench` (`--json`: the last line is one array of {nom, valeur, unite, borne}): figures of one machine, in one run, each beside a
// ceiling, a floor, or a reference measured in the same run. `--million`: only how the
// inbox grows up to a million dossiers (half an hour, 12 Go of disk). `--ecrire`: the figures go to `bench/resultats.md`. `--pages MOT` and `--avant COMMIT`: only what
// `seules.ts` says, with as many dossiers as `--dossiers N` says.

import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool } from '../src/db/db.ts'
import { lireAppel } from '../src/features/appels/lire-appel.ts'
import { lancerScenario } from '../src/features/optimiseur/index.ts'
import { evaluer, preparerRegles } from '../src/features/recevabilite/index.ts'
import { base } from '../src/test/appels/itn7-base.ts'
import { mesurerTaille, tableau } from './croissance.ts'
import { demarrer } from './demarrer.ts'
import { ouvrirBrouillon } from './enregistrer.ts'
import { generer } from './generer.ts'
import { mesurerHttp } from './http.ts'
import { mesurerJournal } from './journal.ts'
import { mesurerLettres } from './lettres.ts'
import { inventer } from './optimiser.ts'
import { memoire, mesurerBoite } from './pages-boite.ts'
import { mesurerPortefeuille } from './portefeuille.ts'
import { mesurerReferentiel, mesurerRepertoire } from './repertoire-mesures.ts'
import { ecrireResultats, enLigne, type Mesure, machine, type Noter, plafond, plancher, repere } from './resultats.ts'
import { mesurerSeules } from './seules.ts'
import { socketDe } from './socket.ts'
import { mesurerStudio } from './studio.ts'
import { mesurerCellule, mesurerReglesDUnTableau } from './tableau.ts'
import { mesurerVerification } from './verifier.ts'

const mesures: Mesure[] = []
const noter: Noter = (nom, valeur, unite, borne) => {
  const m = { nom, valeur, unite, borne }
  mesures.push(m)
  console.log(enLigne(m))
}
const suivant = (option: string) => (process.argv.includes(option) ? process.argv[process.argv.indexOf(option) + 1] : undefined)
const centile = (xs: number[], p: number) => xs.toSorted((a, b) => a - b)[Math.min(xs.length - 1, Math.floor(xs.length * p))]!
const chronometrer = async (n: number, f: () => unknown) => {
  const durees: number[] = []
  for (let i = 0; i < n; i++) {
    const t = performance.now()
    await f()
    durees.push(performance.now() - t)
  }
  return durees
}

async function regles() {
  const lu = lireAppel(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'), 'appel.yml')
  if (!lu.ok) throw new Error('appel.yml')
  const pretes = preparerRegles(lu.value, 'bench')
  const usages = ['depot', 'simulateur'] as const
  for (const usage of usages) await chronometrer(200, () => evaluer(pretes, { ...base }, usage))
  for (const usage of usages) {
    const d = await chronometrer(500, () => evaluer(pretes, { ...base }, usage))
    noter(`règles d’un dossier, ${usage}, médiane`, centile(d, 0.5), 'ms', plafond(3))
    noter(`règles d’un dossier, ${usage}, p95`, centile(d, 0.95), 'ms', plafond(3))
  }
  mesurerReglesDUnTableau(base, noter)
}

/** Allocation of an envelope under every kind of constraint, its proof and its ties: in its thread, with the time to start it. */
async function optimum() {
  for (const [nombre, limite] of [
    [50, 2_000],
    [500, 2_000],
    [5_000, 10_000],
  ] as const) {
    const durees = await chronometrer(3, async () => {
      const r = await lancerScenario({ probleme: inventer(nombre, 2021), limiteMs: 60_000, robustesse: null })
      if (r.statut !== 'optimal' || !r.allocation.preuve.departage) throw new Error(`${nombre} dossiers: ${r.statut}`)
    })
    noter(`enveloppe, ${nombre} dossiers, optimum prouvé, médiane`, centile(durees, 0.5), 'ms', plafond(limite))
  }
}

async function programme() {
  if (!existsSync('dist/main.js')) throw new Error('dist/ is missing: node scripts/build.mjs')
  const dossier = mkdtempSync(join(tmpdir(), 'gt-bench-'))
  const donnees = join(dossier, '..', `gt-bench-donnees-${process.pid}`)
  const port = 3990
  try {
    const premier = await demarrer(donnees, port)
    try {
      noter('première page, dossier de données neuf', premier.ms, 'ms', plafond(5_000))
      await pages(port)
    } finally {
      await premier.arreter()
    }
    const second = await demarrer(donnees, port)
    noter('première page, démarrage suivant', second.ms, 'ms', plafond(3_000))
    noter('mémoire du programme au repos, sans PostgreSQL', memoire(second.pid), 'Mo', plafond(250))
    await saisie(donnees, port)
    await mesurerHttp(`http://localhost:${port}`, donnees, noter)
    await mesurerBoite(`http://localhost:${port}`, second.pid, noter)
    await mesurerPortefeuille(`http://localhost:${port}`, donnees, noter)
    await mesurerJournal(donnees, noter)
    await mesurerReferentiel(`http://localhost:${port}`, noter)
    await mesurerRepertoire(`http://localhost:${port}`, donnees, dossier, noter)
    await mesurerCellule(`http://localhost:${port}`, noter)
    await mesurerStudio(`http://localhost:${port}`, second.pid, noter)
    await second.arreter()
  } finally {
    rmSync(dossier, { recursive: true, force: true })
    rmSync(donnees, { recursive: true, force: true })
  }
}

const DOSSIERS = Number(suivant('--dossiers') ?? 100_000)
/** A field saved as one types, a step opened and the porteur's home, with many dossiers in the database. */
async function saisie(donnees: string, port: number) {
  const site = `http://localhost:${port}`
  const pool = openPool(socketDe(donnees), { max: 1 })
  const secondes = await generer(pool, DOSSIERS)
  await pool.end()
  noter(`${DOSSIERS} dossiers inventés`, secondes, 's', plafond(300))
  const { id, cookie, enregistrer } = await ouvrirBrouillon(site)
  let i = 0
  const saisir = () => (i++ % 2 ? enregistrer('plan', { aide: String(20_000 + i) }) : enregistrer('projet', { titre: `Essai ${i}` }))
  await chronometrer(100, saisir)
  const d = await chronometrer(500, saisir)
  noter(`enregistrer un champ, ${DOSSIERS} dossiers, médiane`, centile(d, 0.5), 'ms', plafond(15))
  noter(`enregistrer un champ, ${DOSSIERS} dossiers, p95`, centile(d, 0.95), 'ms', plafond(15))
  for (const chemin of [`/dossiers/${id}/etapes/plan`, '/mon-espace']) {
    const lire = async () => (await fetch(site + chemin, { headers: { cookie } })).arrayBuffer()
    await chronometrer(20, lire)
    noter(`page ${chemin.replace(id, '…')}, p95`, centile(await chronometrer(100, lire), 0.95), 'ms', plafond(100))
  }
}

/** Pages against a bare server that answers a constant of the same weight, asked the same way. */
async function pages(port: number) {
  const chemins = [
    '/',
    '/appels',
    '/appels/itn7-axe3-corse-2021',
    '/appels/itn7-axe3-corse-2021/eligibilite',
    '/structures?q=vico',
    '/structures?q=communaute+de+communes',
    '/structures?q=St+Etienne+de+Mer+Morte',
  ]
  for (const chemin of chemins) {
    const url = `http://localhost:${port}${chemin}`
    const corps = await (await fetch(url)).text()
    const constante = createServer((_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end(corps)).listen(0, '127.0.0.1')
    await once(constante, 'listening')
    const { port: p } = constante.address() as { port: number }
    const lire = (u: string) => async () => (await fetch(u)).arrayBuffer()
    await chronometrer(50, lire(url))
    const nue = centile(await chronometrer(200, lire(`http://127.0.0.1:${p}/`)), 0.5)
    noter(`page ${chemin}, médiane`, centile(await chronometrer(200, lire(url)), 0.5), 'ms', repere(nue))
    constante.close()
  }
}

/** What a first visit of the home page downloads, compressed, fonts apart. */
async function poids() {
  const assets = JSON.parse(readFileSync('dist/public/assets.json', 'utf8')) as { etat: string; js: string }
  const taille = (f: string) => statSync(join('dist/public', `${f.replace('/assets/', '')}.br`)).size
  noter('styles et script d’une première page (brotli)', (taille(assets.etat) + taille(assets.js)) / 1000, 'ko', plafond(120))
}

/** Letters on two threads, storage included, in seconds; then against as many bare pages, drawn and not kept. */
async function lettres() {
  const NOMBRE = 200
  const { lettres, nues } = await mesurerLettres(NOMBRE)
  noter(`${NOMBRE} lettres dessinées, scellées et gardées`, lettres, 's', plafond(8))
  noter(`${NOMBRE} lettres contre autant de pages nues`, lettres, 's', repere(nues))
  noter('lettres par seconde', NOMBRE / lettres, '/s', plancher(NOMBRE / 8))
}

/** The inbox at each size, of one folder that fills. */
async function croissance() {
  const donnees = join(tmpdir(), `gt-bench-million-${process.pid}`)
  const port = 3990
  const tailles = []
  try {
    await (await demarrer(donnees, port)).arreter()
    for (const n of [1_000, DOSSIERS, 1_000_000]) {
      const { pid, arreter } = await demarrer(donnees, port)
      try {
        const pool = openPool(socketDe(donnees), { max: 1 })
        console.log(`${n} dossiers inventés en ${Math.round(await generer(pool, n))} s`)
        await pool.end()
        tailles.push(await mesurerTaille(`http://localhost:${port}`, pid, donnees))
      } finally {
        await arreter()
      }
    }
    return tableau(tailles)
  } finally {
    rmSync(donnees, { recursive: true, force: true })
  }
}

const [pagesChoisies, avant, garde] = [suivant('--pages'), suivant('--avant'), suivant('--garder')]
const million = process.argv.includes('--million')
const debut = machine()
const lignes = million ? await croissance() : []
if (million) console.log(lignes.join('\n'))
else if (pagesChoisies !== undefined || avant !== undefined)
  await mesurerSeules({ pages: new RegExp(pagesChoisies ?? '.'), avant, garde, dossiers: DOSSIERS }, noter)
else {
  await regles()
  await mesurerVerification(noter)
  await lettres()
  await optimum()
  await poids()
  await programme()
}
if (process.argv.includes('--ecrire') && pagesChoisies === undefined && avant === undefined)
  ecrireResultats(million ? 'croissance' : 'mesures', { ...debut, ...(million ? { lignes } : { mesures }) })
if (process.argv.includes('--json')) console.log(JSON.stringify(mesures))
