import type pg from 'pg'
import { openPool } from '../src/db/db.ts'
import type { Requete } from './espion.ts'

/**
 * Seconds that PostgreSQL takes to hand out, by « COPY … TO STDOUT », what an export reads: the very statement of its rows, for the whole list at once, by the
 * program's role under its row-level security. `suite` is what the export asked.
 */
export async function copier(base: string, suite: readonly Requete[]): Promise<number> {
  const lot = suite.find(r => /unnest\(\$\d+::uuid\[\]\) with ordinality/.test(r.texte))
  const choix = suite.find(r => r.texte.includes("set_config('app.guichet_id'"))
  if (!lot || !choix) throw new Error('the export did not ask for its rows by lots')
  const pool = openPool(base, { max: 1, role: 'guichet_app' })
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(choix.texte, choix.valeurs)
    const t = performance.now()
    await client.query(`copy (${entiere(client, lot)}) to stdout (format csv)`)
    const secondes = (performance.now() - t) / 1000
    await client.query('commit')
    return secondes
  } finally {
    client.release()
    await pool.end()
  }
}

/** The statement with its values inside, and all the dossiers instead of those of one lot. */
const entiere = (client: pg.PoolClient, { texte, valeurs }: Requete) =>
  texte
    .replace(
      /unnest\(\$\d+::uuid\[\]\)/,
      'unnest((select array_agg(dossier_id order by depose_le desc, dossier_id desc) from instruction))',
    )
    .replace(/\$(\d+)/g, (_, n) => {
      const v = valeurs[Number(n) - 1]!
      return v === null ? 'null' : client.escapeLiteral(String(v))
    })
