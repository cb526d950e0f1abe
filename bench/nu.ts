// Plays statements bare, from a process of its own, through the pool that the program has: same role, same names of statements, same transactions,
// same commits; nothing else than PostgreSQL and its driver.
import { randomUUIDv7 } from 'node:crypto'
import type pg from 'pg'
import { openPool } from '../src/db/db.ts'
import type { Requete } from './espion.ts'
import { surDemande, tirer } from './tir.ts'

/**
 * `suites`: what requests asked, taken in turn. `dossier` was theirs; each client has one of `dossiers` instead, or takes them one after the other when
 * `unique`. `unParUn`: each statement waits for the answer to the one before, as `pg` does by itself; otherwise they leave together as the program sends them.
 * Identifiers made since `depuis` (milliseconds) and the number `numero` are made again each time.
 */
export type Nu = {
  base: string
  clients: number
  dureeMs: number
  suites: Requete[][]
  dossier?: string
  dossiers: string[]
  unique?: boolean
  unParUn?: boolean
  depuis: number
  numero?: string
}
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g
let compteur = 0
/** Kept from one demand to the next, as the program keeps its own: connections open, statements prepared. */
let pool: pg.Pool | undefined

surDemande<Nu>(async d => {
  pool ??= openPool(d.base, { role: 'guichet_app' })
  const ouvert = pool
  const tours = new Array<number>(d.clients).fill(0)
  let prises = 0
  const resultat = await tirer(d.clients, d.dureeMs, async i => {
    const dossier = d.unique ? d.dossiers[prises++] : d.dossiers[i % d.dossiers.length]
    if (d.unique && !dossier) return false
    await jouer(ouvert, d.suites[tours[i]!++ % d.suites.length]!, rafraichir(d, dossier), d.unParUn)
    return true
  })
  return { ...resultat, prises }
})

/** Values of a new request for `dossier`. */
function rafraichir(d: Nu, dossier: string | undefined) {
  const neufs = new Map<string, string>()
  const neuf = (id: string) => {
    if (id === d.dossier) return dossier ?? id
    if (Number.parseInt(id.replace('-', '').slice(0, 12), 16) < d.depuis) return id
    const deja = neufs.get(id) ?? randomUUIDv7()
    neufs.set(id, deja)
    return deja
  }
  const numero = String(++compteur)
  return (v: string | Buffer | null) => {
    if (typeof v !== 'string') return v
    const ici = v.replace(UUID, neuf)
    return d.numero ? ici.replaceAll(d.numero, numero) : ici
  }
}

async function jouer(
  pool: pg.Pool,
  suite: readonly Requete[],
  valeur: (v: string | Buffer | null) => string | Buffer | null,
  unParUn = false,
) {
  const client = await pool.connect()
  try {
    for (let i = 0; i < suite.length; ) {
      const { groupe } = suite[i]!
      const ensemble: Promise<unknown>[] = []
      do {
        const { texte, valeurs } = suite[i]!
        ensemble.push(valeurs.length ? client.query(texte, valeurs.map(valeur)) : client.query(texte))
      } while (suite[++i]?.groupe === groupe && !unParUn)
      await Promise.all(ensemble)
    }
  } finally {
    client.release()
  }
}
