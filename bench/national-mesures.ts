import pg from 'pg'

type Dire = (nom: string, valeur: unknown) => void
type Adresses = { DATABASE_URL: string; DATABASE_URL_APP: string }

/** What a dossier weighs in the database, all guichets together, and the largest tables. */
export async function tailles(pool: pg.Pool, dire: Dire) {
  const { rows } = await pool.query<{ nom: string; lignes: number; tables: number; index: number }>(
    `select relname as nom, reltuples::bigint::int as lignes, pg_table_size(oid)::float as tables, pg_indexes_size(oid)::float as index
     from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by pg_total_relation_size(oid) desc`,
  )
  const { rows: n } = await pool.query<{ n: number }>('select count(*)::int as n from dossier where depose_le is not null')
  const somme = (k: 'tables' | 'index') => rows.reduce((s, r) => s + r[k], 0)
  dire('dossiers déposés', n[0]!.n)
  dire('tables, Mo', somme('tables') / 1e6)
  dire('index, Mo', somme('index') / 1e6)
  const [referentiel] = rows.filter(r => r.nom === 'structure')
  const hors = somme('tables') + somme('index') - referentiel!.tables - referentiel!.index
  dire('octets par dossier déposé, référentiel à part', hors / n[0]!.n)
  for (const r of rows.slice(0, 8)) dire(`${r.nom}, Mo`, Math.round((r.tables + r.index) / 1e6))
}

const LECTURES = {
  'compter ses dossiers': 'select count(*) from instruction where guichet_id = $1',
  'cinquante dossiers': 'select * from instruction where guichet_id = $1 order by depose_le desc, dossier_id desc limit 50',
  'un dossier et ses verdicts':
    'select d.*, v.* from dossier d join depot p on p.dossier_id = d.id join verdict v on v.depot_id = p.id where d.guichet_id = $1 and p.guichet_id = $1 and v.guichet_id = $1 and d.numero = $2',
}
const TOURS = 60

/** The same reading with the row-level policies (the program's role) and without (the superuser), one after the other; then by a guichet that nobody chose. */
export async function coutDuCloisonnement(a: Adresses, ids: readonly string[], dire: Dire) {
  const avec = new pg.Client({ connectionString: a.DATABASE_URL_APP })
  const sans = new pg.Client({ connectionString: a.DATABASE_URL })
  await avec.connect()
  await sans.connect()
  const grand = ids[15]!
  const { rows } = await sans.query<{ numero: string }>(
    "select numero from instruction where guichet_id = $1 and numero like 'GEN-%' limit 1",
    [grand],
  )
  for (const [nom, texte] of Object.entries(LECTURES)) {
    const valeurs = texte.includes('$2') ? [grand, rows[0]!.numero] : [grand]
    const durees: [number[], number[]] = [[], []]
    for (let i = 0; i < TOURS; i++)
      for (const [k, c] of [avec, sans].entries()) {
        await c.query("select set_config('app.guichet_id', $1, false)", [grand])
        const t = performance.now()
        await c.query(texte, valeurs)
        durees[k]!.push(performance.now() - t)
      }
    const [m1, m2] = durees.map(d => d.sort((x, y) => x - y)[TOURS / 2]!)
    dire(`${nom} : avec le cloisonnement contre sans, médianes (rapport)`, m1! / m2!)
  }
  await avec.query("select set_config('app.guichet_id', $1, false)", [ids[0]])
  const vus = await avec.query<{ n: number }>('select count(distinct guichet_id)::int as n from dossier')
  dire('guichets que le programme voit sans en nommer dans sa requête', vus.rows[0]!.n)
  await avec.end()
  await sans.end()
}

const SECONDES = 8
const ACTE = `insert into evenement (guichet_id, instant, action, objet_id, donnees) values ($1, now(), 'demonstration.acte', gen_random_uuid(), '{}')`

/** Acts that commit, each with its line of the journal: sixteen people in one guichet, whose chain they wait for, against sixteen in as many guichets. */
export async function compterActes(url: string, ids: readonly string[], dire: Dire) {
  const jouer = async (guichets: readonly string[]) => {
    const clients = await Promise.all(
      guichets.map(async g => {
        const c = new pg.Client({ connectionString: url })
        await c.connect()
        await c.query("select set_config('app.guichet_id', $1, false)", [g])
        return { c, g }
      }),
    )
    const fin = performance.now() + SECONDES * 1000
    let n = 0
    await Promise.all(
      clients.map(async ({ c, g }) => {
        while (performance.now() < fin) {
          await c.query(ACTE, [g])
          n++
        }
        await c.end()
      }),
    )
    return n / SECONDES
  }
  const un = await jouer(Array(16).fill(ids[15]))
  const seize = await jouer(ids.slice(0, 16))
  dire('actes par seconde, seize personnes dans un guichet', un)
  dire('actes par seconde, seize guichets', seize)
  dire('rapport', seize / un)
}
