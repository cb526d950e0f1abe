// `node bench/boite.ts` on a folder whose program runs and that `bench/generer.ts` filled: what each reading of the inbox takes, as a référent and
// as an administrateur, by the program's own role (row-level security included).
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { lireConfig } from '../src/config.ts'
import { auGuichet, openDb, openPool, type Tx } from '../src/db/db.ts'
import { comptesDesVues } from '../src/features/instruction/liste/comptes.queries.ts'
import { type Filtre, lireFiltre } from '../src/features/instruction/liste/filtres.ts'
import { lireListe } from '../src/features/instruction/liste/liste.queries.ts'
import { lirePage } from '../src/features/instruction/liste/page.queries.ts'
import { voisinsDe } from '../src/features/instruction/liste/voisins.queries.ts'
import type { Lecteur } from '../src/features/perimetre/perimetre.queries.ts'
import { socketDe } from './socket.ts'

const TOURS = 20
const LIMITE_MS = 100
const config = lireConfig(process.env)
const db = openDb(openPool(config.DATABASE_URL ?? socketDe(config.GUICHET_DONNEES), { max: 1, role: 'guichet_app' }))
const { id: guichetId } = await db.selectFrom('guichet').select('id').executeTakeFirstOrThrow()
const instant = new Date('2021-10-05T08:00:00Z')
const compteId = '00000000-0000-7000-8000-000000000000'
const LECTEURS: Record<string, Lecteur> = {
  administrateur: { guichetId, compteId, perimetres: [{ appels: null, departements: null, volets: null }] },
  référent: { guichetId, compteId, perimetres: [{ appels: null, departements: ['2A'], volets: ['volet_1', 'volet_2', 'volet_3'] }] },
}
const filtre = (q: string): Filtre => lireFiltre(new URLSearchParams(q))
/** A page with its totals, as the inbox reads them. */
const page = (l: Lecteur, q: string) => async (tx: Tx) => (await lireListe(tx, l, { filtre: filtre(q), instant })).page

/** The place from which the thousandth page is read. */
async function millieme(l: Lecteur, q: string) {
  const loin = await auGuichet(db, guichetId, tx => lirePage(tx, l, { filtre: filtre(q), instant, parPage: 24_975 }))
  return (tx: Tx) => lirePage(tx, l, { filtre: filtre(q), instant, apres: loin.suivants })
}

const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
/** Milliseconds of processor that our one connection has used on its server: on a busy machine, what remains true. Linux, same machine. */
const processeur = () => {
  try {
    return Number(readFileSync(`/proc/${rows[0]!.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return Number.NaN
  }
}

async function mesurer(nom: string, lire: (tx: Tx) => Promise<unknown>) {
  const durees: number[] = []
  const cpus: number[] = []
  for (let i = 0; i < TOURS; i++) {
    const [t, cpu] = [performance.now(), processeur()]
    await auGuichet(db, guichetId, async tx => {
      // one processor only, so that its time is all there is
      await sql`select set_config('max_parallel_workers_per_gather', '0', true)`.execute(tx)
      return lire(tx)
    })
    durees.push(performance.now() - t)
    cpus.push(processeur() - cpu)
  }
  const p95 = (xs: number[]) => xs.toSorted((a, b) => a - b)[Math.floor(TOURS * 0.95)]!
  const ms = (xs: number[]) => `${p95(xs).toFixed(1).padStart(7)} ms`
  console.log(`${nom.padEnd(90)} p95 ${ms(durees)}, processeur ${ms(cpus)}${p95(durees) > LIMITE_MS ? '  AU-DELÀ' : ''}`)
}

const FILTRES = [
  '',
  'tri=aide_demandee',
  'tri=porteur',
  'tri=titre&sens=desc',
  'tri=echeance',
  'volet=volet_2&suite=prendre&aide_min=5000&aide_max=40000',
  'verdict=a_verifier&retard=1',
  'etiquette=mutualisation&tri=cout_global',
  'etat=irrecevable&departement=2A',
  'q=cadastre',
  'q=cadatsre',
  'q=GEN-0050000',
  'q=Ajaccio+guichet',
  'q=habitants',
]
for (const [qui, l] of Object.entries(LECTEURS)) {
  for (const q of FILTRES) await mesurer(`${qui}, page et totaux, ${q || 'sans filtre'}`, page(l, q))
  await mesurer(`${qui}, comptes par suite`, tx => comptesDesVues(tx, l, filtre(''), instant))
}
const admin = LECTEURS.administrateur!
for (const q of ['', 'tri=porteur', 'tri=aide_demandee']) await mesurer(`millième page, ${q || 'sans filtre'}`, await millieme(admin, q))
const { lignes } = await auGuichet(db, guichetId, page(admin, 'tri=aide_demandee'))
await mesurer('voisins dans la liste', tx => voisinsDe(tx, admin, filtre('tri=aide_demandee'), instant, lignes[12]!.dossier_id))
await db.destroy()
