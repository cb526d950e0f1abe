// `node bench/national.ts [N]`: a guichet for each of the 18 régions in one database, N dossiers in all (180 000), spread by their number of communes; then a
// process of pages and one of jobs for each, at rest. Sizes, memory, connections, and as ratios what depends on how busy the machine is. Needs dist/, 4 Go of memory
// and of disk; everything is stopped and removed at the end.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { parse, stringify } from 'yaml'
import { openPool } from '../src/db/db.ts'
import { demarrerPgEmbarque } from '../src/db/pg-embarque.ts'
import { lancer, type Programme, portLibre } from '../src/test/programme.ts'
import { generer } from './generer.ts'
import { compterActes, coutDuCloisonnement, tailles } from './national-mesures.ts'
import { OPTIONS } from './options.ts'

const PREMIER = 'region-94'
const TOTAL = Number(process.argv[2] ?? 180_000)
const OPTIONS_NODE = OPTIONS.join(' ')
const dossier = join(tmpdir(), `gt-bench-national-${process.pid}`)
const adresses = { DATABASE_URL: '', DATABASE_URL_APP: '' }
const dire = (nom: string, valeur: unknown) => console.log(`${nom} | ${typeof valeur === 'number' ? arrondi(valeur) : valeur}`)
const arrondi = (x: number) => (Math.abs(x) >= 100 ? Math.round(x) : Math.round(x * 100) / 100)

type Region = { code: string; nom: string; slug: string; departements: string[]; fichier: string }
/** Metropolitan régions and those overseas: each has a guichet's file, written from the one of the demonstration. */
function regions(): Region[] {
  const lire = (nom: string) => JSON.parse(readFileSync(`node_modules/@etalab/decoupage-administratif/data/${nom}.json`, 'utf8'))
  const modele = parse(readFileSync('guichets/prefet-de-corse.yml', 'utf8'))
  const departements: { code: string; region: string }[] = lire('departements')
  return (lire('regions') as { code: string; nom: string; zone: string }[])
    .filter(r => r.zone !== 'com')
    .map(({ code, nom }) => {
      const slug = `region-${code}`
      const siens = departements.filter(d => d.region === code).map(d => d.code)
      const fichier = join(dossier, `${slug}.yml`)
      const yaml = { ...modele, slug, nom: `Guichet ${nom}`, territoire: { nom, region: code, departements: siens } }
      writeFileSync(fichier, stringify(yaml))
      return { code, nom, slug, departements: siens, fichier }
    })
}

const envDe = (r: Region, role: 'migrer' | 'web' | 'taches') => ({
  ...adresses,
  GUICHET_MODE: 'production',
  GUICHET_ROLE: role,
  GUICHET_CONFIG: r.fichier,
  GUICHET_DONNEES: join(dossier, r.slug),
  SECRET: 's'.repeat(40),
  NODE_OPTIONS: OPTIONS_NODE,
})

/** The tables, the referential, a first guichet and its call, as the demonstration makes them. */
async function preparerBase(r: Region) {
  const { GUICHET_CONFIG, GUICHET_DONNEES } = envDe(r, 'web')
  const p = await lancer({ ...adresses, GUICHET_CONFIG, GUICHET_DONNEES })
  await p.arreter()
}

/** A guichet more as an operator adds it, with the call of the first one and an agent. */
async function ouvrirGuichet(pool: pg.Pool, r: Region): Promise<{ id: string; secondes: number }> {
  const t = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['dist/main.js'], { env: { PATH: process.env.PATH, ...envDe(r, 'migrer') } })
  if (status !== 0) throw new Error(String(stderr))
  const secondes = (performance.now() - t) / 1000
  const { rows } = await pool.query<{ id: string }>('select id from guichet where slug = $1', [r.slug])
  const id = rows[0]!.id
  const { rowCount } = await pool.query('select from appel where guichet_id = $1', [id])
  if (!rowCount) {
    await recopier(pool, 'appel', id)
    await recopier(pool, 'appel_version', id)
    const agent = `insert into compte (name, email, email_verified) values ('Agent', $2, true) returning id`
    const role = `insert into role (id, guichet_id, compte_id, role) select gen_random_uuid(), $1, id, 'administrateur' from c`
    await pool.query(`with c as (${agent}) ${role}`, [id, `${r.slug}@guichet.example`])
  }
  return { id, secondes }
}

/** Rows of the demonstration's guichet for another one, under identifiers that follow from its own. */
async function recopier(pool: pg.Pool, table: string, guichetId: string) {
  const { rows } = await pool.query<{ nom: string }>(
    "select attname as nom from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
    [table],
  )
  const autre = (c: string) => `md5(${c}::text || '${guichetId}')::uuid`
  const valeurs = rows.map(({ nom }) => (nom === 'guichet_id' ? `'${guichetId}'` : nom === 'id' || nom === 'appel_id' ? autre(nom) : nom))
  const source = `select ${valeurs.join(', ')} from ${table} where guichet_id = (select id from guichet where slug = '${PREMIER}')`
  await pool.query(`insert into ${table} (${rows.map(r => r.nom).join(', ')}) ${source}`)
}

async function remplir(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ region: string; n: number }>(
    "select region, count(*)::int as n from structure where type = 'commune' group by 1",
  )
  const communes = new Map(rows.map(r => [r.region, r.n]))
  const toutes = regions()
  const ids: string[] = []
  const total = toutes.reduce((s, r) => s + (communes.get(r.code) ?? 0), 0)
  dire('communes des dix-huit régions', total)
  const t = performance.now()
  for (const r of toutes) {
    const { id, secondes } = await ouvrirGuichet(pool, r)
    ids.push(id)
    const n = Math.max(100, Math.round((TOTAL * (communes.get(r.code) ?? 0)) / total))
    // the generator leaves its settings on the connection: one for each
    const sien = openPool(adresses.DATABASE_URL, { max: 1 })
    await generer(sien, n, { guichetId: id, region: r.code })
    await sien.end()
    dire(`${r.nom} : guichet ouvert en ${arrondi(secondes)} s, dossiers`, n)
  }
  dire('tout, en secondes', (performance.now() - t) / 1000)
  return ids
}

/** Bytes that are its alone, and its part of those that it shares, in Mo. */
const pss = (pid: number) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024

async function auRepos(pool: pg.Pool) {
  const lances: Record<'web' | 'taches', Programme[]> = { web: [], taches: [] }
  const debut = performance.now()
  try {
    for (const r of regions())
      for (const role of ['web', 'taches'] as const) {
        const port = String(await portLibre())
        const sonde = role === 'taches' ? { METRIQUES_PORT: port } : {}
        lances[role].push(await lancer({ ...envDe(r, role), ...sonde, PORT: port }))
      }
    dire('36 processus démarrés l’un après l’autre, secondes', (performance.now() - debut) / 1000)
    await new Promise(fini => setTimeout(fini, 70_000)) // every job of every minute has passed once
    for (const [role, p] of Object.entries(lances)) {
      const mo = p.map(x => pss(x.processus.pid!)).sort((a, b) => a - b)
      dire(`mémoire d’un processus « ${role} » au repos, médiane (Mo)`, mo[9]!)
      dire(
        `mémoire des dix-huit « ${role} » (Mo)`,
        mo.reduce((a, b) => a + b),
      )
    }
    const { rows } = await pool.query<{ role: string; n: number }>(
      "select usename as role, count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() group by 1 order by 1",
    )
    for (const r of rows) dire(`connexions ouvertes au repos, ${r.role}`, r.n)
    const { rows: jobs } = await pool.query<{ guichets: number; executions: number }>(
      `select count(distinct split_part(identifier, ':', 2))::int as guichets, count(*)::int as executions
       from graphile_worker._private_known_crontabs where last_execution is not null and identifier like 'releve%' or identifier like 'calculs_en_attente%'`,
    )
    dire('guichets dont les tâches périodiques sont connues de la file', jobs[0]!.guichets)
  } finally {
    const tous = [...lances.web, ...lances.taches]
    const codes = await Promise.all(tous.map(p => p.arreter()))
    dire('arrêtés avec 0', codes.filter(c => c === 0).length)
  }
}

rmSync(dossier, { recursive: true, force: true })
const base = await demarrerPgEmbarque(join(dossier, 'pg'), ['max_connections=900', 'shared_buffers=512MB', 'max_wal_size=4GB'])
try {
  const admin = new pg.Client({ connectionString: base.url() })
  await admin.connect()
  await admin.query('create database national')
  await admin.end()
  adresses.DATABASE_URL = base.url('national')
  adresses.DATABASE_URL_APP = base.url('national').replace('//postgres@', '//guichet_app@')
  const pool = openPool(adresses.DATABASE_URL, { max: 2 })
  await preparerBase(regions().find(r => r.slug === PREMIER)!)
  const ids = await remplir(pool)
  await tailles(pool, dire)
  await coutDuCloisonnement(adresses, ids, dire)
  await compterActes(adresses.DATABASE_URL_APP, ids, dire)
  await auRepos(pool)
  await pool.end()
} finally {
  await base.stop()
  rmSync(dossier, { recursive: true, force: true })
}
