// The portfolio of a call with 500 lauréats, eight quarters of bilans and twenty orders in each: its page and its sheets, each against the bare reading
// of the same orders in the same run. Rows go straight to the tables, without journal: nothing here is a real lauréat.
import type pg from 'pg'
import { openPool } from '../src/db/db.ts'
import { paths } from '../src/paths.ts'
import { ouvrir } from './pages-boite.ts'
import { type Noter, plafond, repere } from './resultats.ts'
import { socketDe } from './socket.ts'

const [LAUREATS, TRIMESTRES, COMMANDES] = [500, 8, 20]
/** Readings of a page, and of a whole sheet. */
const [TOURS, TOURS_FEUILLE] = [10, 3]
/** The day of the reading: the eighth quarter is over. */
const INSTANT = '2023-10-20T10:00:00'

/** Makes lauréats of invented dossiers of the comité of the first call, with their decision, letter, bilans and orders. */
async function inventerLaureats(client: pg.PoolClient) {
  await client.query('set statement_timeout = 0; set synchronous_commit = off')
  // all or nothing; and the database checks a decision against its envelopes when both are written
  await client.query('begin')
  const { rows } = await client.query<{ guichet: string; compte: string; appel: string }>(
    `select i.guichet_id as guichet, i.appel_id as appel, (select compte_id from role where role = 'administrateur' limit 1) as compte
       from instruction i where i.numero like 'GEN-%' limit 1`,
  )
  const { guichet, compte, appel } = rows[0]!
  await client.query("select set_config('app.guichet_id', $1, false)", [guichet])
  await client.query(
    `insert into enveloppe (id, guichet_id, appel_id, code, libelle, montant, creee_le) values (uuidv7(), $1, $2, 'mesure', 'Enveloppe de la mesure', 500000000, now())`,
    [guichet, appel],
  )
  await client.query(
    `create temp table laureat as select i.dossier_id as id, uuidv7() as decision, i.depot_id as depot, i.structure_id as structure
       from instruction i where i.numero like 'GEN-%' and i.etat = 'au_comite' order by i.numero limit ${LAUREATS}`,
  )
  await client.query(
    `insert into decision (id, guichet_id, dossier_id, depot_id, sens, montant, base, prise_par, prise_le)
       select decision, $1, id, depot, 'retenu', 1000000, 1250000, $2, '2021-10-26 16:00+02' from laureat`,
    [guichet, compte],
  )
  await client.query(
    `insert into imputation (decision_id, enveloppe_id, guichet_id, montant)
       select l.decision, e.id, $1, 1000000 from laureat l, enveloppe e where e.code = 'mesure'`,
    [guichet],
  )
  await client.query(
    `insert into confirmation (decision_id, guichet_id, confirmee_par, confirmee_le) select decision, $1, $2, '2021-11-08 09:00+01' from laureat`,
    [guichet, compte],
  )
  await client.query(
    `insert into notification (id, guichet_id, decision_id, dossier_id, structure_id, lettre, preparee_par, preparee_le, envoyee_le, sha256, cle)
       select uuidv7(), $1, decision, id, structure, '{}', $2, '2021-11-08 09:00+01', '2021-11-08 10:00+01', repeat('0', 64), id::text from laureat`,
    [guichet, compte],
  )
  await client.query("update dossier d set etat = 'retenu' from laureat l where l.id = d.id")
  await client.query(
    `insert into suivi (dossier_id, guichet_id, etape, depart, debut, fin_initiale, fin, ouvert_le)
       select id, $1, 'en_cours', '2021-11-08', '2021-11-29', '2023-12-31', '2023-12-31', '2021-11-08 10:00+01' from laureat`,
    [guichet],
  )
  await client.query(
    `insert into bilan (id, guichet_id, dossier_id, rang, debut, fin, echeance, etat, depose_le, ouvert_le)
       select uuidv7(), $1, l.id, r, greatest(d, date '2021-11-08'), (d + interval '3 months - 1 day')::date, (d + interval '3 months + 14 days')::date, 'accepte', d + interval '3 months', d
       from laureat l, generate_series(1, ${TRIMESTRES}) r, lateral (select (date '2021-10-01' + (r - 1) * interval '3 months')::date as d) x`,
    [guichet],
  )
  await client.query(
    `insert into commande (id, guichet_id, dossier_id, bilan_id, siret, pays, entreprise, departement, objet, ht, ttc, commandee_le, depense_id, ajoutee_par, ajoutee_le)
       select uuidv7(), $1, b.dossier_id, b.id, lpad((n * 7 + b.rang)::text, 14, '0'), 'FR', 'Entreprise inventée ' || (n * 7 + b.rang), (array['2A', '2B', '13', '75'])[1 + n % 4], 'Commande ' || n,
         1000 + n * 37, 1200 + n * 45, b.fin - n, (select e.id from depense e where e.dossier_id = b.dossier_id order by e.rang limit 1), $2, b.fin
       from bilan b join laureat l on l.id = b.dossier_id, generate_series(1, ${COMMANDES}) n`,
    [guichet, compte],
  )
  await client.query('commit')
  await client.query('analyze decision, imputation, suivi, bilan, commande, instruction')
}

const mediane = async (f: () => Promise<unknown>, tours = TOURS) => {
  await f()
  const durees = []
  for (let i = 0; i < tours; i++) {
    const t = performance.now()
    await f()
    durees.push(performance.now() - t)
  }
  return durees.toSorted((a, b) => a - b)[Math.floor(tours / 2)]!
}

/** From a program that runs in demonstration with the invented dossiers of `generer`. */
export async function mesurerPortefeuille(site: string, donnees: string, noter: Noter) {
  const pool = openPool(socketDe(donnees), { max: 1 })
  try {
    const t = performance.now()
    const client = await pool.connect()
    // closed, not given back: a filling that stopped half-way is undone
    await inventerLaureats(client).finally(() => client.release(true))
    const nombre = LAUREATS * TRIMESTRES * COMMANDES
    console.log(`${LAUREATS} lauréats et ${nombre} commandes inventés en ${Math.round((performance.now() - t) / 1000)} s`)
    const cookie = await ouvrir(site, 'administrateur')
    await fetch(`${site}${paths.demo.horloge}`, {
      method: 'POST',
      headers: { origin: site, cookie },
      body: new URLSearchParams({ instant: INSTANT }),
      redirect: 'manual',
    })
    const lire = async (chemin: string) => {
      const r = await fetch(site + chemin, { headers: { cookie } })
      if (!r.ok) throw new Error(`${chemin}: ${r.status}`)
      return (await r.arrayBuffer()).byteLength
    }
    const sommes = await mediane(() =>
      pool.query(
        'select c.dossier_id, b.fin, sum(c.ht), count(*) from commande c join bilan b on b.id = c.bilan_id where c.retiree_le is null group by 1, 2',
      ),
    )
    const lignes = await mediane(() =>
      pool.query('select c.*, b.fin from commande c join bilan b on b.id = c.bilan_id where c.retiree_le is null'),
    )
    const quoi = `${LAUREATS} lauréats, ${nombre} commandes`
    noter(
      `portefeuille, ${quoi}, page contre ses sommes nues, médiane`,
      await mediane(() => lire(paths.suivi.portefeuille)),
      'ms',
      repere(sommes),
    )
    for (const format of ['csv', 'xlsx', 'ods'] as const)
      noter(
        `commandes en ${format.toUpperCase()} contre leur lecture nue, médiane`,
        await mediane(() => lire(paths.suivi.feuille('commandes', format)), TOURS_FEUILLE),
        'ms',
        repere(lignes),
      )
    noter(
      'projets en CSV contre les sommes nues, médiane',
      await mediane(() => lire(paths.suivi.feuille('projets', 'csv'))),
      'ms',
      repere(sommes),
    )
    noter('rapport à imprimer (PDF), médiane', await mediane(() => lire(paths.suivi.rapport)), 'ms', plafond(3_000))
  } finally {
    await pool.end()
  }
}
