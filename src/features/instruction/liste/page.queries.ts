import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, debutDuJour } from '../../../lib/dates.ts'
import { etapeDuSuivi, porteurDeclare } from '../../etats/index.ts'
import type { Lecteur } from '../../perimetre/index.ts'
import { COMMUN, chercher, choisies, type Demande, duGuichet, filtrees, nomEpci, type Q, type Recherche, selon } from './boite.queries.ts'
import { PAR_PAGE, partGardee } from './filtres.ts'
import { lendemain } from './ligne-filtre.ts'
import { audela, cleBrute, cleDe, ECHEANCE, ordre, ordreDeO, type Repere, TRIS } from './tris.ts'

type Choisies = SelectQueryBuilder<never, never, object>
const versDe = ({ avant }: Demande) => (avant ? 'debut' : 'suite')
/** The rows of a query (named `i`) beyond the place of a demand, in its order. */
const depuis = <T>(q: T, d: Demande): T => {
  const repere = d.avant ?? d.apres
  return (q as unknown as Choisies)
    .$if(repere !== undefined, x => x.where(audela(d.filtre, repere!, versDe(d))))
    .orderBy(ordre(d.filtre, versDe(d)) as never) as unknown as T
}
/** One row more than a page, to know whether another follows. */
const combien = ({ parPage = PAR_PAGE }: Demande) => parPage + 1
const pageDe = <T>(q: T, d: Demande): T => (depuis(q, d) as unknown as Choisies).limit(combien(d)) as unknown as T

export const couvert = ({ filtre }: Demande) => TRIS[filtre.tri].couvert
/** The dossiers of a page among those of a common table `c`, which holds the sort key when the index does. */
export function premiersDe(tx: Tx, l: Lecteur, d: Demande): RawBuilder<string[] | null> {
  const tous = couvert(d)
    ? tx.selectFrom('c as i' as never)
    : tx
        .selectFrom('instruction as i')
        .where('i.guichet_id', '=', l.guichetId)
        .where(sql<boolean>`i.dossier_id = any(array(select dossier_id from c))`)
  return sql`array(${pageDe(tous as unknown as Q, d).select('i.dossier_id')})`
}
/** What `c` holds of each dossier. */
export const colonnesDeC = (d: Demande) => [
  ...new Set(['i.dossier_id', 'i.cout_global', 'i.aide_demandee', 'i.echeance', ...(couvert(d) ? [`i.${d.filtre.tri}`] : [])]),
]

type Cherchee = Demande & { recherche: Recherche }
async function rassembler(tx: Tx, l: Lecteur, d: Cherchee): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`with c as materialized (${choisies(tx, l, d, d.recherche, colonnesDeC(d))})
    select ${premiersDe(tx, l, d)} as ids`.execute(tx)
  return rows[0]!.ids
}

/** Late ones by the date of their filing may be the oldest of the list, and come last in its order: the first of each day when they were due are read. */
const parJours = ({ filtre }: Demande) => filtre.retard !== undefined && filtre.tri === 'depose_le'
async function premiersDesJours(tx: Tx, l: Lecteur, d: Cherchee): Promise<string[]> {
  const duJour = pageDe(filtrees(tx, l, d.filtre, d.instant, d.recherche.repond), d)
    .where(sql<boolean>`i.echeance_jour = j.jour`)
    .select(['i.dossier_id', 'i.depose_le'])
  const premiers = sql`select i.dossier_id from (select distinct c.jour from instruction_compte c
      where c.guichet_id = ${l.guichetId} and c.jour <= ${dateCivile(d.instant)}::date) j cross join lateral (${duJour}) i`
  return lesIds(tx, sql`${premiers} order by ${ordre(d.filtre, versDe(d))} limit ${combien(d)}`)
}
const lesIds = async (tx: Tx, q: RawBuilder<unknown>) => (await sql<{ dossier_id: string }>`${q}`.execute(tx)).rows.map(r => r.dossier_id)

/** Those of words that many have: in the order of its index the list is gone through by identifiers alone, and the rows are read of those that have the words. */
const premiersDesMots = (tx: Tx, l: Lecteur, d: Cherchee) =>
  enOrdre(tx, () => {
    const ranges = depuis(duGuichet(tx, l).where(d.recherche.repond!), d)
      .select([cleBrute(d.filtre).as('cle'), 'i.dossier_id'])
      .offset(0)
    const dedans = filtrees(tx, l, { ...d.filtre, q: undefined }, d.instant)
      .where(sql<boolean>`i.dossier_id = o.dossier_id`)
      .select('i.dossier_id')
      .offset(0)
    return lesIds(
      tx,
      sql`select i.dossier_id from (${ranges}) o cross join lateral (${dedans}) i order by ${ordreDeO(d.filtre, versDe(d))} limit ${combien(d)}`,
    )
  })

async function idsDe(tx: Tx, l: Lecteur, d: Cherchee, nombre: number): Promise<string[] | undefined> {
  if (nombre <= COMMUN) return rassembler(tx, l, d)
  if (parJours(d)) return premiersDesJours(tx, l, d)
  return d.recherche.partiel ? premiersDesMots(tx, l, d) : undefined
}

const lignes = (q: Q, d: Demande) =>
  q
    .leftJoin('compte as c', 'c.id', 'i.assigne_a')
    .selectAll('i')
    .select([
      'c.name as assigne_nom',
      nomEpci.as('epci'),
      etapeDuSuivi('i.dossier_id').as('etape'),
      porteurDeclare('i.structure_id').as('declaree'),
      cleDe(d.filtre).as('cle'),
    ])
export type LigneInstruction = Awaited<ReturnType<ReturnType<typeof lignes>['executeTakeFirstOrThrow']>>
export type PageInstruction = { lignes: LigneInstruction[]; precedents: Repere | undefined; suivants: Repere | undefined }

const parIds = (tx: Tx, l: Lecteur, d: Demande, ids: readonly string[]) =>
  lignes(
    pageDe(
      tx
        .selectFrom('instruction as i')
        .where('i.guichet_id', '=', l.guichetId)
        .where(sql<boolean>`i.dossier_id = any(${ids}::uuid[])`) as unknown as Q,
      d,
    ),
    d,
  ).execute()

/**
 * The part of the order that a list can be in, where the kept counts tell it: a list by due date may have none, and a list of late ones no dossier at most of the
 * next steps. Gone through in their order, they would be long in coming. It leaves out no dossier of the list, whoever reads.
 */
async function etendue(tx: Tx, l: Lecteur, { filtre, instant }: Demande): Promise<RawBuilder<boolean> | undefined> {
  if (filtre.tri === 'suite' && filtre.retard !== undefined) {
    const { suites } = await parmiLesComptes<{ suites: string[] }>(
      tx,
      l,
      { filtre, instant },
      sql`coalesce(array_agg(distinct i.suite) filter (where i.jour <= ${dateCivile(instant)}::date), '{}') as suites`,
    )
    return sql<boolean>`i.suite = any(${suites}::text[])`
  }
  if (filtre.tri !== 'echeance') return undefined
  const { premier, dernier, sans } = await parmiLesComptes<{ premier: string | null; dernier: string | null; sans: boolean | null }>(
    tx,
    l,
    { filtre, instant },
    sql`min(i.jour)::text as premier, max(i.jour)::text as dernier, bool_or(i.jour is null) as sans`,
  )
  const depuis = sql`${ECHEANCE} >= ${premier === null ? sql`'infinity'::timestamptz` : debutDuJour(premier)}`
  return sans || dernier === null ? sql<boolean>`${depuis}` : sql<boolean>`${depuis} and ${ECHEANCE} < ${lendemain(dernier)}`
}

/** Read from the sets that hold the list: those of all readers, for the parts of the filter that sets know. */
async function parmiLesComptes<T>(tx: Tx, l: Lecteur, { filtre, instant }: Demande, quoi: RawBuilder<unknown>): Promise<T> {
  const f = { ...partGardee(filtre), retard: undefined }
  const sets = tx.selectFrom('instruction_compte as i').where('i.guichet_id', '=', l.guichetId) as unknown as Q
  const { rows } = await sql<T>`select ${quoi} from (${selon(sets, l, f, instant).selectAll('i')}) i`.execute(tx)
  return rows[0]!
}

/** Reads in the order of an index until the page is full. The planner thinks rare what it cannot estimate, and would sort the whole table; without sorting, there is one way, whatever is asked for. */
async function enOrdre<T>(tx: Tx, lire: () => Promise<T>): Promise<T> {
  const trier = (oui: 'on' | 'off', plan: string) =>
    sql`select set_config('enable_sort', ${oui}, true), set_config('plan_cache_mode', ${plan}, true)`.execute(tx)
  const [, lues] = await Promise.all([trier('off', 'force_generic_plan'), lire(), trier('on', 'auto')])
  return lues
}
async function marcher(tx: Tx, l: Lecteur, d: Cherchee) {
  const ou = await etendue(tx, l, d)
  const liste = filtrees(tx, l, d.filtre, d.instant, d.recherche.repond).$if(ou !== undefined, q => q.where(ou!))
  return enOrdre(tx, () => lignes(pageDe(liste, d), d).execute())
}

const repereDe = (l: LigneInstruction): Repere => ({ cle: l.cle, id: l.dossier_id })

/**
 * One page of the filtered list, from a place: after it, or before it. `suivants` and `precedents` are the places from which the next page and
 * the one before are read; absent at the ends.
 */
export async function lirePage(tx: Tx, l: Lecteur, demande: Demande): Promise<PageInstruction> {
  const d = { ...demande, recherche: demande.recherche ?? (await chercher(tx, demande.filtre, demande.commun)) }
  const { apres, avant, parPage = PAR_PAGE, nombre = Number.POSITIVE_INFINITY } = d
  const ids = d.ids ?? (await idsDe(tx, l, d, nombre))
  const lues = ids ? await parIds(tx, l, d, ids) : await marcher(tx, l, d)
  const page = lues.slice(0, parPage)
  if (avant) page.reverse()
  const encore = lues.length > parPage
  const premier = page[0]
  const dernier = page.at(-1)
  return {
    lignes: page,
    precedents: premier && (avant ? encore : apres !== undefined) ? repereDe(premier) : undefined,
    suivants: dernier && (avant !== undefined || encore) ? repereDe(dernier) : undefined,
  }
}
