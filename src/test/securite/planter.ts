import { nouvelId } from '../../contexte.ts'
import type { World } from '../world.ts'

/** What a column that has no default gets, whatever its type asks. */
function valeur(type: string) {
  if (type === 'uuid') return nouvelId()
  if (type.endsWith('[]')) return '{}'
  if (type.startsWith('json')) return '{}'
  if (type.startsWith('timestamp') || type === 'date') return '2021-09-13'
  if (type === 'boolean') return 'false'
  if (/int|numeric|double|real/.test(type)) return String(Math.floor(Math.random() * 30_000))
  if (type === 'bytea') return '\\x00'
  if (type === 'tsvector') return ''
  return nouvelId()
}

/**
 * A row of a table, whatever it holds besides what is given; `reliee`: what it refers to exists, so that a query that joins finds it. Keys and checks must sleep:
 * `endormirControles`.
 */
export async function planter(w: World, table: string, donnees: Record<string, string>, reliee = false): Promise<void> {
  const { rows } = await w.owner.query(
    `select a.attname as nom, format_type(a.atttypid, null) as type, (select enumlabel from pg_enum e where e.enumtypid = a.atttypid limit 1) as mot,
        (select format('(select %I from %s limit 1)', f.attname, k.confrelid::regclass) from pg_constraint k join pg_attribute f on f.attrelid = k.confrelid
          and f.attnum = k.confkey[1] where $3 and k.contype = 'f' and k.conrelid = a.attrelid and k.conkey = array[a.attnum] limit 1) as lien
      from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef
        and a.attidentity = '' and a.attgenerated = '' and not a.attname = any($2)`,
    [table, Object.keys(donnees), reliee],
  )
  const noms = [...Object.keys(donnees), ...rows.map(c => c.nom as string)].map(n => `"${n}"`)
  const valeurs = [
    ...Object.values(donnees).map(v => `'${v}'`),
    ...rows.map(c => (c.lien ? c.lien : `'${c.mot ?? valeur(c.type)}'::${c.type}`)),
  ]
  await w.owner.query(`insert into ${table} (${noms}) values (${valeurs}) on conflict do nothing`)
}

/** Puts aside, in a world made to be attacked, what would refuse a row that nobody wrote by an act. Rows come in through the owner alone. */
export async function endormirControles(w: World): Promise<void> {
  const { rows } = await w.owner.query(
    "select conrelid::regclass::text as t, quote_ident(conname) as c from pg_constraint where contype in ('c', 'x') and connamespace = 'public'::regnamespace",
  )
  for (const { t, c } of rows) await w.owner.query(`alter table ${t} drop constraint ${c}`)
  const base = (await w.owner.query('select current_database() as d')).rows[0].d
  await w.owner.query(`alter role postgres in database ${base} set session_replication_role = replica`)
  await w.owner.query('set session_replication_role = replica')
}
