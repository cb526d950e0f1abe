// The least that somebody who knows PostgreSQL would write to save a field: one statement that knows the session, checks the membership and the state of
// the draft, changes the answer and leaves a line of what was done; on plain copies of our tables, with their indexes, without a trigger of ours nor
// row-level security. What the program does more than this is its own choice: one journal, chained; counters; a guichet that reads only its rows.
import { openPool } from '../src/db/db.ts'
import type { Requete } from './espion.ts'

const ENREGISTRER = `
  with qui as (select user_id from expert.session_http where token = $1 and expires_at > now()),
    ecrit as (
      update expert.dossier d
      set reponses = jsonb_set(d.reponses, $2::text[], jsonb_build_array($3::text)), revision = d.revision + 1, modifie_par = qui.user_id, modifie_le = now()
      from qui
      where d.id = $4 and d.etat = 'brouillon' and exists (
        select 1 from expert.appartenance a where a.compte_id = qui.user_id and a.structure_id = d.structure_id and a.etat = 'active')
      returning d.id, d.revision, qui.user_id)
  insert into expert.trace (dossier_id, compte_id, revision, champ, instant) select id, user_id, revision, $5, now() from ecrit returning revision`

/** The copies, with the drafts of this session, and the two statements that save « aide » and « titre » in turn. */
export async function moindreSql(
  base: string,
  { cookie, dossier, numero }: { cookie: string; dossier: string; numero: string },
): Promise<Requete[][]> {
  const pool = openPool(base, { max: 1 })
  await pool.query('drop schema if exists expert cascade; create schema expert')
  for (const table of ['session_http', 'dossier', 'appartenance']) {
    await pool.query(`create table expert.${table} (like public.${table} including defaults including indexes)`)
    const { rows } = await pool.query<{ nom: string }>(
      `select attname as nom from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [`public.${table}`],
    )
    const colonnes = rows.map(r => r.nom).join(', ')
    await pool.query(`insert into expert.${table} (${colonnes}) select ${colonnes} from public.${table}`)
  }
  await pool.query(
    'create table expert.trace (id bigint generated always as identity primary key, dossier_id uuid, compte_id uuid, revision integer, champ text, instant timestamptz)',
  )
  await pool.query('grant usage on schema expert to guichet_app; grant all on all tables in schema expert to guichet_app')
  await pool.query('vacuum analyze')
  const jeton = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)).split('.')[0]!
  const suite = (champ: string, valeur: string): Requete[] => [
    { groupe: 1, texte: ENREGISTRER, valeurs: [jeton, `{valeurs,${champ}}`, valeur, dossier, champ] },
  ]
  const suites = [suite('aide', numero), suite('titre', `Essai ${numero}`)]
  const essai = await pool.query(ENREGISTRER, suites[0]![0]!.valeurs)
  await pool.end()
  if (essai.rows.length !== 1) throw new Error('the statement of the expert saves nothing')
  return suites
}
