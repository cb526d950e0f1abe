// The verification of the journal (`npm run journal:verifier`) against a bare SHA-256 of the same bytes, read by COPY; on a program that runs: `node bench/journal.ts DONNEES [LIGNES]`
// adds as many lines to its guichet, through the database's own chain, and says the memory of the command.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type pg from 'pg'
import { openPool } from '../src/db/db.ts'
import { OPTIONS } from './options.ts'
import { type Noter, plafond, repere } from './resultats.ts'
import { socketDe } from './socket.ts'

const LIGNES = 100_000
/** Lines of a transaction: each changes the head of the chain. */
const LOT = 500
/** What the seal is made of. */
const SCELLE = `concat_ws(chr(31), guichet_id, rang, extract(epoch from instant)::text, action, objet_id, coalesce(acteur_id::text, '-'), donnees::text, encode(hash_precedent, 'hex'))`

async function remplir(client: pg.PoolClient, lignes: number) {
  await client.query('set statement_timeout = 0; set synchronous_commit = off')
  for (let i = 0; i < lignes; i += LOT) {
    // what days of work do between two acts: its head has thousands of versions here
    if (i % (20 * LOT) === 0) await client.query('vacuum journal_tete')
    await client.query(
      `insert into evenement (guichet_id, instant, action, objet_id, acteur_id, donnees)
         select (select id from guichet limit 1), timestamptz '2023-11-01 08:00+01' + ($1 + n) * interval '1 second', 'dossier.enregistre', gen_random_uuid(), gen_random_uuid(),
           jsonb_build_object('revision', n, 'champs', jsonb_build_array('titre', 'aide'), 'texte', repeat('é', n % 60)) from generate_series(1, $2::int) n`,
      [i, Math.min(LOT, lignes - i)],
    )
  }
  await client.query('vacuum analyze evenement, journal_tete')
}

/** Seconds of a bare SHA-256 of what the chain seals. */
async function nu(client: pg.PoolClient): Promise<number> {
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
  const t = performance.now()
  const hash = createHash('sha256')
  const ajouter = (m: { chunk: Buffer }) => hash.update(m.chunk)
  connection.on('copyData', ajouter)
  await client.query(`copy (select ${SCELLE} from evenement order by guichet_id, rang) to stdout`)
  connection.off('copyData', ajouter)
  hash.digest()
  return (performance.now() - t) / 1000
}

/** Seconds of the command, and the most memory that it held, in millions of bytes. */
async function verifier(donnees: string): Promise<{ secondes: number; memoire: number; dit: string }> {
  const t = performance.now()
  const p = spawn(process.execPath, [...OPTIONS, 'scripts/journal-verifier.ts'], {
    env: { PATH: process.env.PATH, GUICHET_DONNEES: donnees },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let [dit, memoire] = ['', 0]
  p.stdout.on('data', (b: Buffer) => {
    dit += b.toString()
  })
  const peser = setInterval(() => {
    try {
      memoire = Math.max(memoire, (Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${p.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024) / 1e6)
    } catch {} // it has just ended
  }, 100)
  const [code] = await once(p, 'exit')
  clearInterval(peser)
  // the bench writes dossiers without their acts: that the journal lacks their lines is right, and was looked for
  if (code !== 0 && !dit.includes('plus court que les dossiers')) throw new Error(`journal:verifier: ${dit}`)
  return { secondes: (performance.now() - t) / 1000, memoire, dit: dit.trim() }
}

export async function mesurerJournal(donnees: string, noter: Noter, lignes = LIGNES) {
  const pool = openPool(socketDe(donnees), { max: 1 })
  const client = await pool.connect()
  try {
    await remplir(client, lignes)
    await nu(client)
    const { secondes, memoire, dit } = await verifier(donnees)
    console.log(dit)
    noter(`journal vérifié, ${lignes} lignes de plus, contre leur SHA-256 nu`, secondes, 's', repere(await nu(client)))
    noter('mémoire de la vérification du journal', memoire, 'Mo', plafond(250))
  } finally {
    client.release(true)
    await pool.end()
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await mesurerJournal(process.argv[2]!, (...m) => console.log(...m), Number(process.argv[3] ?? LIGNES))
