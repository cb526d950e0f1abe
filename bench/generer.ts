// Fills a guichet with N invented dossiers, for measures: `node bench/generer.ts 100000` (GUICHET_DONNEES or DATABASE_URL as the program's).
// Deterministic: the same N gives the same dossiers (identifiers are drawn: nothing is ordered by them). Structures come from the referential; nothing here is a real application.
import { pathToFileURL } from 'node:url'
import type pg from 'pg'
import { lireConfig } from '../src/config.ts'
import { openPool } from '../src/db/db.ts'
import { socketDe } from './socket.ts'

const SUJETS = [
  'Un guichet en ligne',
  'Des démarches simplifiées',
  'Un accueil téléphonique modernisé',
  'La formation des agents',
  'Un portail des familles',
  'L’inclusion numérique',
  'Les données ouvertes',
  'Un outil de gestion des concessions',
  'La réservation des salles',
  'Un laboratoire d’innovation',
]
const OBJETS = [
  'pour les habitants',
  'pour les écoles',
  'pour les associations',
  'de la mairie',
  'du territoire',
  'des vallées',
  'du littoral',
  'pour les agents',
  'des transports',
  'pour les aînés',
]
const texte = (s: string[]) => `array[${s.map(x => `'${x}'`).join(',')}]`

const MOTS = [
  'cadastre',
  'périscolaire',
  'visioconférence',
  'bibliothèque',
  'télétransmission',
  'assainissement',
  'covoiturage',
  'archives',
  'cimetière',
  'médiation',
]
const ETATS = [
  'en_instruction',
  'en_instruction',
  'en_instruction',
  'en_instruction',
  'en_instruction',
  'en_instruction',
  'en_instruction',
  'depose',
  'irrecevable',
  'au_comite',
]
/** Rows of the inbox made at once: the work of a filing, by the function that filings call. */
const LOT = 10_000

/** Beyond, dossiers are copies of those, under numbers, identifiers and instants of their own. */
const SOURCE = 100_000
type Appel = { guichet_id: string; appel_id: string; version_id: string }
/** Whose dossiers: those of the guichet of this identifier (the latest call of the database without it), of bodies of this région. */
type Lieu = { guichetId?: string; region?: string }

/**
 * Adds N filed dossiers of the bodies of a région (Corsica) to the latest published call of a guichet (with filing, verdicts, expense lines and their row of the inbox), in every
 * state, and a tenth as many drafts. Rows go straight to the tables, without journal. N: at most `SOURCE`, or a multiple of it. @returns seconds taken
 */
export async function generer(pool: pg.Pool, n: number, { guichetId, region = '94' }: Lieu = {}): Promise<number> {
  const t = performance.now()
  if (n > SOURCE && n % SOURCE) throw new Error(`au-delà de ${SOURCE}, un multiple de ${SOURCE}`)
  const { rows } = await pool.query<Appel>(
    `select v.guichet_id, v.appel_id, v.id as version_id from appel_version v
     where v.publiee_le is not null and ($1::uuid is null or v.guichet_id = $1) order by v.publiee_le desc limit 1`,
    [guichetId],
  )
  const appel = rows[0]
  if (!appel) throw new Error('no published call: start the program once')
  await pool.query("set statement_timeout = 0; set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '64MB'")
  await pool.query("select set_config('app.guichet_id', $1, false)", [appel.guichet_id])
  const { rows: faits } = await pool.query<{ n: number }>(
    `select count(*)::int as n from instruction where guichet_id = $1 and numero like 'GEN-%'`,
    [appel.guichet_id],
  )
  if (faits[0]!.n < Math.min(n, SOURCE)) await inventer(pool, { ...appel, region }, faits[0]!.n, Math.min(n, SOURCE))
  for (let k = Math.max(1, Math.round(faits[0]!.n / SOURCE)); k < n / SOURCE; k++) await recopier(pool, k)
  await pool.query(
    'vacuum analyze dossier, depot, verdict, depense, instruction, instruction_compte, instruction_valeur, instruction_recherche, mot',
  )
  return (performance.now() - t) / 1000
}

/** Those that are missing to have `n`, when there are `deja`. */
async function inventer(
  pool: pg.Pool,
  { guichet_id, appel_id, version_id, region }: Appel & Required<Pick<Lieu, 'region'>>,
  deja: number,
  n: number,
) {
  await pool.query(
    `create temp table lieu on commit preserve rows as
       select row_number() over (order by siren, code_insee) - 1 as rang, id, nom, departement from structure where type in ('commune', 'epci') and region = '${region}'`,
  )
  await pool.query('create temp table genere (rang int, id uuid)')
  await dossiers(pool, [guichet_id, appel_id, version_id], n - deja, deja + Math.floor(deja / 10))
  await deposes(pool, guichet_id)
  await boite(pool, guichet_id)
  await pool.query('drop table lieu; drop table genere')
  // rows written three times within a minute leave holes that days of work would not
  await pool.query('vacuum full instruction')
}

/** The k-th copy of the first `SOURCE`, row by row. Only the inbox's own triggers run: they keep its counts. */
async function recopier(pool: pg.Pool, k: number) {
  const pas = k * SOURCE * 1.1
  await pool.query(
    `create temp table copie as select d.id as de, uuidv7() as vers, p.id as depot_de, case when p.id is not null then uuidv7() end as depot_vers,
       substr(d.numero, 5) as numero_de, lpad((substr(d.numero, 5)::int + ${pas})::text, 7, '0') as numero_vers
     from dossier d left join depot p on p.dossier_id = d.id where d.numero between 'GEN-0000001' and 'GEN-' || lpad(($1 * 1.1)::int::text, 7, '0')`.replace(
      '$1',
      String(SOURCE),
    ),
  )
  await pool.query('create index on copie (de); create index on copie (depot_de); analyze copie')
  const [numero, instants] = [
    `'GEN-' || c.numero_vers`,
    Object.fromEntries(['cree_le', 'modifie_le', 'depose_le', 'recu_le'].map(x => [x, `s.${x} + interval '${k} seconds'`])),
  ]
  // a relevé of a hundred thousand dossiers would run while pages are measured
  const etat = `case when s.etat = 'depose' then 'en_instruction' else s.etat end`
  await pool.query('set session_replication_role = replica')
  await copier(pool, 'dossier', 's.id = c.de', { id: 'c.vers', numero, etat, ...instants })
  await copier(pool, 'depot', 's.id = c.depot_de', { id: 'c.depot_vers', dossier_id: 'c.vers', ...instants })
  await copier(pool, 'verdict', 's.depot_id = c.depot_de', { id: 'uuidv7()', depot_id: 'c.depot_vers' })
  await copier(pool, 'depense', 's.dossier_id = c.de', { id: 'uuidv7()', dossier_id: 'c.vers' })
  const vecteur = `ts_delete(s.vecteur, c.numero_de) || setweight(to_tsvector('fr', c.numero_vers), 'A')`
  await copier(pool, 'instruction_recherche', 's.dossier_id = c.de', { dossier_id: 'c.vers', depot_id: 'c.depot_vers', vecteur })
  await pool.query('alter table instruction enable always trigger compter_insert')
  await copier(pool, 'instruction', 's.dossier_id = c.de', { dossier_id: 'c.vers', depot_id: 'c.depot_vers', numero, etat, ...instants })
  await pool.query('alter table instruction enable trigger compter_insert; set session_replication_role = origin; drop table copie')
}

/** All columns of the rows of a table that a copied dossier has, some of them other than they were. */
async function copier(pool: pg.Pool, table: string, jointure: string, autres: Record<string, string>) {
  const { rows } = await pool.query<{ nom: string }>(
    `select attname as nom from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const colonnes = rows.map(r => r.nom)
  await pool.query(
    `insert into ${table} (${colonnes.join(', ')}) select ${colonnes.map(c => autres[c] ?? `s.${c}`).join(', ')} from ${table} s join copie c on ${jointure}`,
  )
}

async function dossiers(pool: pg.Pool, cle: string[], n: number, dernier: number) {
  await pool.query(
    `insert into dossier (id, guichet_id, appel_id, appel_version_id, structure_id, numero, etat, revision, titre, volet, departement, reponses,
       cout_global, aide_demandee, cree_le, modifie_le, depose_le)
     select uuidv7(), $1, $2, $3, l.id, 'GEN-' || lpad((i + $5)::text, 7, '0'), x.etat, 12, x.titre, x.volet, l.departement,
       jsonb_build_object('valeurs', jsonb_build_object('titre', x.titre, 'volet', x.volet, 'actions', jsonb_build_array('plus_de_canaux'), 'aide', x.aide, 'part', x.part,
         'resume', x.titre || '. ' || repeat('Les habitants font leurs démarches sans se déplacer. ', 6) || (${texte(MOTS)})[1 + (i / 7) % 10],
         'situation', repeat('La mairie ouvre dix-huit heures par semaine. ', 12), 'besoins', repeat('Faire ses démarches en ligne. ', 10),
         'depenses.generee1.libelle', 'Portail', 'depenses.generee1.nature', 'prestation', 'depenses.generee1.ht', x.aide + x.part),
         'lignes', jsonb_build_object('depenses', jsonb_build_array('generee1')), 'illisibles', '{}'::jsonb, 'pages', '{}'::jsonb, 'retraits', '[]'::jsonb),
       x.aide + x.part, x.aide, x.cree, x.cree + interval '3 days', case when x.etat <> 'brouillon' then x.cree + interval '3 days' end
     from generate_series(1, $4::int + $4::int / 10) i
     join lieu l on l.rang = (i * 104729::bigint) % (select count(*) from lieu)
     join lateral (select case when i > $4::int then 'brouillon' else (${texte(ETATS)})[1 + (i * 7919::bigint / 10) % 10] end as etat,
       (${texte(SUJETS)})[1 + i % 10] || ' ' || (${texte(OBJETS)})[1 + (i / 10) % 10] as titre,
       'volet_' || (1 + i % 4) as volet, (500000 + (i::bigint * 7817) % 9000000)::bigint as aide, (100000 + (i::bigint * 331) % 2000000)::bigint as part,
       timestamptz '2021-07-01 08:00:00+02' + ((i::bigint * 613) % 4600000) * interval '1 second' as cree) x on true`,
    [...cle, n, dernier],
  )
  await pool.query(
    `insert into genere select row_number() over (order by numero), id from dossier where guichet_id = $1 and numero > 'GEN-' || lpad($2, 7, '0') and numero like 'GEN-%' and depose_le is not null`,
    [cle[0], String(dernier)],
  )
}

/** What a filing holds is whole: pages of the service read all of it. */
async function deposes(pool: pg.Pool, guichetId: string) {
  await pool.query(
    `insert into depot (id, guichet_id, dossier_id, version, recu_le, contenu, sha256, reponses)
     select uuidv7(), d.guichet_id, d.id, 1, d.depose_le, jsonb_build_object('format', 'guichet-territorial/depot/1', 'numero', d.numero, 'version', 1,
       'recu_le', d.depose_le, 'appel', jsonb_build_object('slug', a.slug, 'titre', a.slug, 'version', 1, 'sha256', ''),
       'structure', jsonb_build_object('nom', s.nom, 'type', s.type, 'siren', s.siren, 'code_insee', s.code_insee, 'departement', d.departement, 'population', s.population),
       'deposant', jsonb_build_object('nom', 'Déposant inventé', 'preuve', ''), 'titre', d.titre, 'volet', jsonb_build_object('code', d.volet, 'titre', d.volet),
       'actions', jsonb_build_array(), 'reponses', jsonb_build_array(),
       'montants', jsonb_build_object('aide', d.aide_demandee, 'part', null, 'autres', null, 'cout_global', d.cout_global),
       'depenses', jsonb_build_array(), 'listes', '{}'::jsonb, 'partenaires', jsonb_build_array(), 'pieces', jsonb_build_array(),
       'engagements', jsonb_build_array(), 'verdicts', jsonb_build_array())::text,
       encode(sha256(convert_to(d.numero, 'UTF8')), 'hex'), d.reponses
     from dossier d join genere g on g.id = d.id join structure s on s.id = d.structure_id join appel a on a.id = d.appel_id where d.guichet_id = $1`,
    [guichetId],
  )
  await pool.query(
    `insert into verdict (id, guichet_id, depot_id, rang, regle, titre, resultat, explication, clauses, entrees)
     select uuidv7(), p.guichet_id, p.id, r.rang, r.regle, r.regle, (array['respectee', 'respectee', 'attention', 'a_verifier'])[1 + (hashtext(d.numero || r.regle) & 3)],
       'Verdict inventé pour la mesure.', array['C5.8'], '[]'
     from depot p join genere g on g.id = p.dossier_id join dossier d on d.id = p.dossier_id
     cross join (values (1, 'cout-minimal'), (2, 'aide-base'), (3, 'part-porteur'), (4, 'licences-hors-ue'), (5, 'feuille-de-route')) r (rang, regle)
     where p.guichet_id = $1`,
    [guichetId],
  )
  await pool.query(
    `insert into depense (id, guichet_id, dossier_id, rang, libelle, nature, ht, ttc)
     select uuidv7(), d.guichet_id, d.id, r, 'Dépense ' || r, 'prestation', d.cout_global / 5, d.cout_global / 4
     from dossier d join genere g on g.id = d.id cross join generate_series(1, 5) r where d.guichet_id = $1`,
    [guichetId],
  )
}

/** The inbox: its rows, then what the services have done: half taken by an agent, one in ten with a label, all with a due date. */
async function boite(pool: pg.Pool, guichetId: string) {
  await pool.query('analyze dossier, depot, verdict')
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from genere')
  for (let de = 0; de < rows[0]!.n; de += LOT)
    await pool.query('select instruction_du_depot(array(select id from genere where rang > $1 and rang <= $1 + $2))', [de, LOT])
  await pool.query(
    `update instruction i set echeance = i.depose_le + interval '2 months', echeance_motif = 'recevabilite',
       assigne_a = case when g.rang % 2 = 0 then (array(select r.compte_id from role r join compte c on c.id = r.compte_id where r.guichet_id = $1 order by c.email, r.role))[1 + g.rang % (select count(*) from role where guichet_id = $1)] end,
       etiquettes = case when g.rang % 10 = 0 then array['mutualisation'] else '{}'::text[] end
     from genere g where i.guichet_id = $1 and g.id = i.dossier_id and i.etat = 'en_instruction'`,
    [guichetId],
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const config = lireConfig(process.env)
  const n = Number(process.argv[2])
  if (!Number.isInteger(n) || n < 1) throw new Error('node bench/generer.ts NOMBRE')
  const pool = openPool(config.DATABASE_URL ?? socketDe(config.GUICHET_DONNEES), { max: 1 })
  console.log(`${n} dossiers en ${(await generer(pool, n)).toFixed(1)} s`)
  await pool.end()
}
