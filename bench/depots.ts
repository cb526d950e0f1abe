// Drafts that nothing blocks, as many as a measure of filings takes: copies of the one that the demonstration has ready.
import { openPool } from '../src/db/db.ts'
import { paths } from '../src/paths.ts'
import { ouvrirBrouillon } from './enregistrer.ts'

/** Ids of `n` complete drafts with their files, of the structure of the one who has `cookie`. */
export async function brouillonsComplets(site: string, base: string, n: number): Promise<{ cookie: string; dossiers: string[] }> {
  const { cookie } = await ouvrirBrouillon(site)
  const pool = openPool(base, { max: 1 })
  const { rows } = await pool.query<{ id: string }>(
    `select d.id from dossier d join structure s on s.id = d.structure_id where s.nom = 'Vico' and d.etat = 'brouillon' 
     order by (select count(*) from piece p where p.dossier_id = d.id and p.retiree_le is null) desc limit 1`,
  )
  const modele = rows[0]?.id
  if (!modele) throw new Error('the demonstration has no draft ready to be filed')
  await pool.query(`create temp table copie as select uuidv7() as id, i from generate_series(1, ${n}) i`)
  await recopier(pool, 'dossier', { id: 'c.id', numero: `'DEP-' || c.id` }, `s.id = '${modele}'`)
  await recopier(
    pool,
    'piece',
    { id: 'uuidv7()', dossier_id: 'c.id', cle: 's.cle || c.id' },
    `s.dossier_id = '${modele}' and s.retiree_le is null`,
  )
  // reminded already, as their model was: nobody works on them behind the measure
  await recopier(pool, 'rappel', { dossier_id: 'c.id' }, `s.dossier_id = '${modele}'`)
  const { rows: copies } = await pool.query<{ id: string }>('select id from copie order by i')
  await pool.query('vacuum analyze dossier, piece, rappel')
  await pool.end()
  return { cookie, dossiers: copies.map(c => c.id) }
}

type Pool = ReturnType<typeof openPool>
async function recopier(pool: Pool, table: string, autres: Record<string, string>, lesquels: string) {
  const { rows } = await pool.query<{ nom: string }>(
    `select attname as nom from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const colonnes = rows.map(r => r.nom)
  await pool.query(
    `insert into ${table} (${colonnes.join(', ')}) select ${colonnes.map(c => autres[c] ?? `s.${c}`).join(', ')} from ${table} s, copie c where ${lesquels}`,
  )
}

/** What the button of the last step sends: every engagement ticked. */
export async function engagementsDe(site: string, id: string, cookie: string): Promise<string> {
  const html = await (await fetch(site + paths.dossiers.etape(id, 'depot'), { headers: { cookie } })).text()
  const codes = [...html.matchAll(/name="engagements"[^>]*value="([^"]*)"/g)].map(m => m[1]!)
  return new URLSearchParams(codes.map(c => ['engagements', c])).toString()
}

/** Waits until the mails of the filings before have left, so that they weigh on nothing that follows. */
export async function viderLaFile(base: string) {
  const pool = openPool(base, { max: 1 })
  for (let i = 0; i < 600; i++) {
    const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from graphile_worker._private_jobs where run_at <= now()')
    if (rows[0]!.n === 0) break
    await new Promise(ok => setTimeout(ok, 100))
  }
  await pool.end()
}
