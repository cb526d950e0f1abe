import { type RawBuilder, sql } from 'kysely'
import { planifier, type Tx } from '../../../db/db.ts'
import { dateCivile, debutDuJour } from '../../../lib/dates.ts'
import { aPart, dansSesPerimetres, type Lecteur, lisible } from '../../perimetre/index.ts'
import { COMMUN, chercher, choisies, type Demande, filtrees, type Q, type Recherche, selon, TOUS } from './boite.queries.ts'
import { type Filtre, garde } from './filtres.ts'
import { A_TRAITER } from './liste.mots.ts'
import { colonnesDeC, couvert, premiersDe } from './page.queries.ts'
import { ECHEANCE } from './tris.ts'

/** Count and sums (cents) of a list, and how many are late. `partiel`: each is at least that. */
export type Totaux = { nombre: number; cout: number; aide: number; enRetard: number; partiel: boolean }

type Sql = RawBuilder<unknown>
/** One set of dossiers, counted and summed: those that its condition keeps. */
const ensemble = (q: Q, nombre: Sql, cout: Sql, aide: Sql, retard: Sql) =>
  q.select([
    'i.suite',
    'i.etat',
    sql<number>`${nombre}`.as('nombre'),
    sql<number>`${cout}`.as('cout'),
    sql<number>`${aide}`.as('aide'),
    sql<number>`${retard}`.as('retard'),
  ])

/**
 * The sets that make up the list of a filter which the kept counts can tell: those of the reader's perimeters, then the few dossiers for which
 * the perimeters do not say all, added or taken off. Late: since before today.
 */
function ensembles(tx: Tx, l: Lecteur, f: Filtre, instant: Date) {
  const jour = dateCivile(instant)
  const gardant = (q: unknown, avant: RawBuilder<boolean>) =>
    selon(q as Q, l, { ...f, retard: undefined }, instant).$if(f.retard !== undefined, x => x.where(avant))
  const avant = sql<boolean>`i.jour < ${jour}::date`
  const gardes = gardant(
    tx.selectFrom('instruction_compte as i').where('i.guichet_id', '=', l.guichetId).where(dansSesPerimetres(l)),
    avant,
  )
  const sommes = ensemble(gardes, sql`i.nombre`, sql`i.cout`, sql`i.aide`, sql`case when ${avant} then i.nombre else 0 end`)
  const autres = aPart(l)
  if (!autres) return sommes
  const n = sql`(${lisible(l)}::int - ${dansSesPerimetres(l)}::int)`
  const hier = sql<boolean>`i.echeance < ${debutDuJour(jour)}`
  const corrections = gardant(tx.selectFrom('instruction as i').where('i.guichet_id', '=', l.guichetId).where(autres), hier)
  return sommes.unionAll(
    ensemble(
      corrections,
      n,
      sql`${n} * coalesce(i.cout_global, 0)`,
      sql`${n} * coalesce(i.aide_demandee, 0)`,
      sql`case when ${hier} then ${n} else 0 end`,
    ),
  )
}
/** Those that are late since this morning: the sets know days alone. They are the list's own when it is of late ones. */
function depuisCeMatin(tx: Tx, l: Lecteur, f: Filtre, instant: Date) {
  const q = filtrees(tx, l, { ...f, retard: undefined }, instant).where(
    sql<boolean>`${ECHEANCE} >= ${debutDuJour(dateCivile(instant))} and ${ECHEANCE} < ${instant}`,
  )
  const n = f.retard === undefined ? sql`0` : sql`1`
  return ensemble(q, n, sql`${n} * coalesce(i.cout_global, 0)`, sql`${n} * coalesce(i.aide_demandee, 0)`, sql`1`)
}
/** Count and sums of a list that the kept counts can tell. */
async function totauxGardes(tx: Tx, l: Lecteur, f: Filtre, instant: Date): Promise<Totaux> {
  const tous = ensembles(tx, l, f, instant).unionAll(depuisCeMatin(tx, l, f, instant))
  const lire = sql<Omit<Totaux, 'partiel'>>`select coalesce(sum(nombre), 0)::bigint as nombre, coalesce(sum(cout), 0)::bigint as cout,
    coalesce(sum(aide), 0)::bigint as aide, coalesce(sum(retard), 0)::bigint as "enRetard" from (${tous}) t`
  const [, { rows }] = await Promise.all([planifier(tx, 'general'), lire.execute(tx), planifier(tx, 'auto')])
  return { ...rows[0]!, partiel: false }
}

/**
 * Count and sums of any other list, read once: all of it, or, beyond `commun` dossiers, as many. `ids`: those of the page, when all were read.
 */
async function totauxLus(tx: Tx, l: Lecteur, d: Demande): Promise<{ totaux: Totaux; ids: string[] | undefined }> {
  const { commun = COMMUN } = d
  const recherche = d.recherche ?? (await chercher(tx, d.filtre, commun))
  const tout = commun === TOUS
  const c = choisies(tx, l, d, recherche, colonnesDeC(d)).$if(!tout, q => q.limit(commun + 1))
  const lire = sql<Omit<Totaux, 'partiel'> & { ids: string[] | null }>`with c as materialized (${c})
    select count(*)::int as nombre, coalesce(sum(cout_global), 0)::bigint as cout, coalesce(sum(aide_demandee), 0)::bigint as aide,
      (count(*) filter (where echeance < ${d.instant}))::int as "enRetard",
      case when ${tout && couvert(d) ? sql`true` : sql`count(*) <= ${COMMUN}`} then ${premiersDe(tx, l, d)} end as ids
    from c`
  // the index alone is a third of the table, and all of it is in memory: the planner thinks it farther than it is
  const deMemoire = sql`select set_config('random_page_cost', '1.1', true)`.execute(tx)
  // which index is worth entering depends on the values asked for
  const [, , { rows }] = await Promise.all([deMemoire, planifier(tx, 'propre'), lire.execute(tx), planifier(tx, 'auto')])
  const { ids, ...totaux } = rows[0]!
  const partiel = recherche.partiel || (!tout && totaux.nombre > commun)
  return { totaux: { ...totaux, partiel }, ids: partiel || ids === null ? undefined : ids }
}

/** Count and sums of the filtered list, and the dossiers of the page where reading them says it too. Exact, or « at least » (`partiel`). */
export const compterListe = async (tx: Tx, l: Lecteur, d: Demande) =>
  garde(d.filtre) ? { totaux: await totauxGardes(tx, l, d.filtre, d.instant), ids: undefined } : totauxLus(tx, l, d)
export const totauxDe = async (tx: Tx, l: Lecteur, filtre: Filtre, instant: Date, recherche?: Recherche) =>
  (await compterListe(tx, l, { filtre, instant, recherche })).totaux

/** Of each next thing to do, how many dossiers; `vivants` leaves out what its porteur took back. */
export type ComptesDesVues = { suites: ReadonlyMap<string, { n: number; vivants: number }>; miens: number }
/**
 * How many of the reader's dossiers wait for each next thing to do, and how many of those that they hold ask for something, in one call or all. They do not
 * follow the other filters.
 */
export async function comptesDesVues(tx: Tx, l: Lecteur, f: Filtre, instant: Date): Promise<ComptesDesVues> {
  const miens = filtrees(tx, l, { ...f, suite: [...A_TRAITER], affecte: 'moi' }, instant).select(sql<number>`count(*)::bigint`.as('n'))
  const { rows } = await sql<{ suite: string; n: number; vivants: number }>`select suite, sum(nombre)::bigint as n,
    coalesce(sum(nombre) filter (where etat <> 'retire'), 0)::bigint as vivants from (${ensembles(tx, l, f, instant)}) t group by suite
    union all select ${MIENS}, m.n, m.n from (${miens}) m`.execute(tx)
  const suites = new Map(rows.map(({ suite, ...comptes }) => [suite, comptes]))
  const { n = 0 } = suites.get(MIENS) ?? {}
  suites.delete(MIENS)
  return { suites, miens: n }
}
/** No next thing to do has this name. */
const MIENS = 'miens'

/** What there is to filter by in the reader's dossiers: labels, and EPCI with their names. */
export async function valeursDe(
  tx: Tx,
  l: Lecteur,
  genre: 'etiquette' | 'epci',
  appel: string | undefined,
): Promise<{ value: string; label: string }[]> {
  const deLAppel =
    appel === undefined ? sql`true` : sql`i.appel_id = (select a.id from appel a where a.guichet_id = ${l.guichetId} and a.slug = ${appel})`
  const desDossiers = (lesquels: RawBuilder<boolean>) => sql`select v.valeur from instruction i, lateral (
      select i.epci_siren as valeur where ${genre} = 'epci' and i.epci_siren is not null union all select e from unnest(i.etiquettes) e where ${genre} = 'etiquette') v
    where i.guichet_id = ${l.guichetId} and ${deLAppel} and ${lesquels} and ${lisible(l)}`
  const gardees = sql`select i.valeur from instruction_valeur i where i.guichet_id = ${l.guichetId} and i.genre = ${genre} and ${deLAppel}
    and ${dansSesPerimetres(l)} group by i.valeur having sum(i.nombre) > 0`
  const valeurs = l.structures?.length ? desDossiers(sql`true`) : sql`${gardees} union ${desDossiers(aPart(l) ?? sql`false`)}`
  const { rows } = await sql<{ value: string; label: string }>`select v.valeur as value, coalesce((select s.nom from structure s
      where s.siren = v.valeur and s.type = 'epci' and ${genre} = 'epci' limit 1), v.valeur) collate fr as label
    from (select distinct valeur from (${valeurs}) x) v order by 2, 1`.execute(tx)
  return rows
}
