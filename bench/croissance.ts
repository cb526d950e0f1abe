// The inbox as the dossiers grow a thousandfold, in one run: `npm run bench -- --million`. On a program that runs already in demonstration:
// `node bench/croissance.ts ADRESSE PID DONNEES`. Linux.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { auGuichet, openDb, openPool } from '../src/db/db.ts'
import { ouvrir } from './pages-boite.ts'
import { ecrireResultats, machine } from './resultats.ts'
import { socketDe } from './socket.ts'

const TOURS = 100
const PROFONDEUR = 1000
/** What must not grow, then what a bound or an index holds without keeping it from growing. */
const CONSTANTES = ['', 'tri=porteur', 'tri=aide_demandee', 'etat=irrecevable', 'volet=volet_2', 'departement=2A', 'q=GEN-0000700']
const AUTRES = [
  'verdict=a_verifier',
  'verdict=a_verifier&retard=1',
  'retard=1',
  'verdict=non_respectee',
  'regle=inconnue',
  'type=epci',
  'aide_min=60000&tri=titre',
  'suite=comite&tri=echeance',
  'etiquette=mutualisation&tri=cout_global',
  'q=cadastre',
  'q=habitants',
]

/** `p95` elapsed, `processeur` mean of the program and of its database; milliseconds. */
export type Point = { p95: number; processeur: number }
export type Mesures = Map<string, Point>

const p95 = (xs: number[]) => xs.toSorted((a, b) => a - b)[Math.floor(xs.length * 0.95)]!
/** Processor time that these processes have used, in milliseconds. */
const processeur = (pids: readonly number[]) =>
  pids.reduce((s, p) => {
    try {
      return s + Number(readFileSync(`/proc/${p}/schedstat`, 'utf8').split(' ')[0]) / 1e6
    } catch {
      return s
    }
  }, 0)

/** Every page at the size that the database has, beside a constant answer of the same server and the bare query of a first page. */
export async function mesurerTaille(site: string, pid: number, donnees: string): Promise<{ taille: number; mesures: Mesures }> {
  const pool = openPool(socketDe(donnees), { max: 1, role: 'guichet_app' })
  const db = openDb(pool)
  const { id: guichetId } = await db.selectFrom('guichet').select('id').executeTakeFirstOrThrow()
  const cookie = await ouvrir(site, 'administrateur')
  const lire = async (chemin: string) => {
    const r = await fetch(site + chemin, { headers: { cookie } })
    if (!r.ok) throw new Error(`${chemin}: ${r.status}`)
    return r.text()
  }
  const serveurs = async () => {
    const { rows } = await auGuichet(db, guichetId, tx =>
      sql<{ pid: number }>`select pid from pg_stat_activity where pid <> pg_backend_pid()`.execute(tx),
    )
    return [pid, ...rows.map(r => r.pid)]
  }
  const mesures: Mesures = new Map()
  const noter = async (nom: string, f: () => Promise<unknown>) => {
    for (let i = 0; i < 7; i++) await f()
    const qui = await serveurs()
    const avant = processeur(qui)
    const durees: number[] = []
    for (let i = 0; i < TOURS; i++) {
      const t = performance.now()
      await f()
      durees.push(performance.now() - t)
    }
    mesures.set(nom, { p95: p95(durees), processeur: (processeur(qui) - avant) / TOURS })
  }
  const { nombre } = await auGuichet(db, guichetId, tx =>
    tx.selectFrom('instruction').select(sql<number>`count(*)`.as('nombre')).where('guichet_id', '=', guichetId).executeTakeFirstOrThrow(),
  )
  await noter('réponse constante', () => lire('/sante'))
  await noter('requête nue', () =>
    auGuichet(db, guichetId, tx =>
      tx
        .selectFrom('instruction')
        .selectAll()
        .where('guichet_id', '=', guichetId)
        .orderBy('depose_le', 'desc')
        .orderBy('dossier_id', 'desc')
        .limit(26)
        .execute(),
    ),
  )
  for (const q of [...CONSTANTES, ...AUTRES]) await noter(`boîte, ${q || 'première page'}`, () => lire(`/instruction${q && `?${q}`}`))
  await noter('boîte, page lointaine', await loin(lire, nombre))
  await db.destroy()
  return { taille: nombre, mesures }
}

/** The thousandth page, or the one in the middle of a shorter list, by the links. */
async function loin(lire: (chemin: string) => Promise<string>, nombre: number) {
  let ici = 'par=100'
  for (let n = 0; n < Math.min(PROFONDEUR / 4, nombre / 200); n++) {
    const suivants = /href="\/instruction\?([^"]*apres=[^"]*)"/.exec(await lire(`/instruction?${ici}`))?.[1]
    if (!suivants) break
    ici = suivants.replaceAll('&amp;', '&')
  }
  return () => lire(`/instruction?${ici.replace('par=100&', '')}`)
}

/** Lines of a table: each page at each size, and what it grows by from the first to the last, elapsed and in processor time. */
export function tableau(tailles: readonly { taille: number; mesures: Mesures }[]): string[] {
  const [debut, fin] = [tailles[0]!, tailles.at(-1)!]
  const entier = (n: number) => n.toLocaleString('fr-FR')
  const tetes = tailles.map(t => `${entier(t.taille)} dossiers, p95 (processeur) ms`)
  const rapport = (a: number, b: number) => (a / b).toFixed(2)
  return [
    `| | ${[...tetes, 'croissance p95 (processeur)', 'sur la constante', 'sur la requête nue'].join(' | ')} |`,
    `|---|${'---|'.repeat(tailles.length + 3)}`,
    ...[...fin.mesures].map(([nom, m]) => {
      const [de, constante, nue] = [debut.mesures.get(nom)!, fin.mesures.get('réponse constante')!, fin.mesures.get('requête nue')!]
      const points = tailles.map(t => t.mesures.get(nom)!).map(x => `${x.p95.toFixed(1)} (${x.processeur.toFixed(1)})`)
      const croissance = `${rapport(m.p95, de.p95)} (${rapport(m.processeur, de.processeur)})`
      return `| ${[nom, ...points, croissance, rapport(m.p95, constante.p95), rapport(m.p95, nue.p95)].join(' | ')} |`
    }),
  ]
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const arguments_ = process.argv.slice(2)
  const tailles = []
  for (let i = 0; i + 2 < arguments_.length; i += 3)
    tailles.push(await mesurerTaille(arguments_[i]!, Number(arguments_[i + 1]), arguments_[i + 2]!))
  console.log(tableau(tailles).join('\n'))
  if (process.argv.includes('--ecrire')) ecrireResultats('croissance', { ...machine(), lignes: tableau(tailles) })
}
