import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { ETATS_INSTRUITS } from '../../decret/index.ts'
import { type Lecteur, ouvreAppel } from '../../perimetre/index.ts'
import { type Filtre, SANS_FILTRE, TERRITOIRE } from '../liste/filtres.ts'
import { filtrees } from '../liste/liste.queries.ts'

/** What is counted: a call, and the volet and département that one looks at. */
export type Vise = { appelId: string; appel: string; volet: string | undefined; departement: string | undefined }

/** The same dossiers, as a filter of the inbox. */
export const filtreVise = (v: Vise, plus: Partial<Filtre> = {}): Filtre => ({
  ...SANS_FILTRE,
  appel: v.appel,
  volet: v.volet ? [v.volet] : [],
  departement: v.departement ? [v.departement as Filtre['departement'][number]] : [],
  ...plus,
})

/** Every dossier that was filed, whatever became of it; `vivants`: without those that their porteur took back. */
const deposes = (tx: Tx, l: Lecteur, v: Vise, instant: Date) => filtrees(tx, l, filtreVise(v, { etat: [...ETATS_INSTRUITS] }), instant)
const vivants = (tx: Tx, l: Lecteur, v: Vise, instant: Date) => filtrees(tx, l, filtreVise(v), instant)

/**
 * Counting goes through one index that holds all it needs (`instruction_chiffres`), a fourth of the table and always in memory: said to the planner
 * for this transaction, which otherwise reads the table. With 100 000 dossiers the whole page takes 250 ms of processor, the base's and ours.
 */
export const compterParIndex = (tx: Tx) => sql`select set_config('random_page_cost', '1.1', true)`.execute(tx)

export type Suivi = { etat: string; suite: string; assigneA: string | null; n: number; enRetard: number; nonRespectees: number }
/** How many dossiers are where, and in whose hands. */
export const suiviDe = (tx: Tx, l: Lecteur, v: Vise, instant: Date): Promise<Suivi[]> =>
  deposes(tx, l, v, instant)
    .select([
      'i.etat',
      'i.suite',
      'i.assigne_a as assigneA',
      sql<number>`count(*)::int`.as('n'),
      sql<number>`(count(*) filter (where i.echeance < ${instant}))::int`.as('enRetard'),
      sql<number>`(count(*) filter (where i.non_respectees > 0))::int`.as('nonRespectees'),
    ])
    .groupBy(['i.etat', 'i.suite', 'i.assigne_a'])
    .execute()

/** Dossiers filed from each instant on, for as long as a slot lasts; empty slots are absent. */
export type Creneau = { debut: Date; n: number }
export const creneaux = (tx: Tx, l: Lecteur, v: Vise, du: Date, avant: Date, minutes: number): Promise<Creneau[]> =>
  deposes(tx, l, v, avant)
    .where('i.depose_le', '>=', du)
    .where('i.depose_le', '<', avant)
    .select([debutDe(du, minutes).as('debut'), sql<number>`count(*)::int`.as('n')])
    .groupBy(debutDe(du, minutes))
    .orderBy(debutDe(du, minutes))
    .execute()
const debutDe = (du: Date, minutes: number) =>
  sql<Date>`date_bin(make_interval(mins => ${sql.lit(minutes)}), i.depose_le, ${sql.lit(du.toISOString())}::timestamptz)`

/** When the last dossier before an instant was filed. */
export const dernierDepot = async (tx: Tx, l: Lecteur, v: Vise, avant: Date): Promise<Date | undefined> =>
  (
    await deposes(tx, l, v, avant)
      .where('i.depose_le', '<', avant)
      .select('i.depose_le')
      .orderBy('i.depose_le', 'desc')
      .orderBy('i.dossier_id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.depose_le

/** Bounds between which communes are told apart (inhabitants): below 3 500 the rules of the smallest apply (CGCT). */
const BORNES_POPULATION = [500, 3_500] as const
const CATEGORIE = sql<string>`case when i.porteur_type = 'commune' and i.population is not null
  then 'commune:' || width_bucket(i.population, array[${sql.lit(BORNES_POPULATION[0])}, ${sql.lit(BORNES_POPULATION[1])}]) else i.porteur_type end`

/** Dossiers alike in all that is counted apart. `aides`: what each asks, of those that ask; cents. */
export type Groupe = { volet: string; departement: string; porteur: string; n: number; cout: number; aides: number[] }
/** Every amount that is asked, by volet, leading département and kind of bearer: read once, sums and medians are made of it. */
export const groupesDe = (tx: Tx, l: Lecteur, v: Vise, instant: Date): Promise<Groupe[]> =>
  vivants(tx, l, v, instant)
    .select([
      sql<string>`coalesce(i.volet, '')`.as('volet'),
      sql<string>`coalesce(i.departement_pilote, ${sql.lit(TERRITOIRE)})`.as('departement'),
      CATEGORIE.as('porteur'),
      sql<number>`count(*)::int`.as('n'),
      sql<number>`coalesce(sum(i.cout_global), 0)::bigint`.as('cout'),
      sql<number[]>`coalesce(json_agg(i.aide_demandee) filter (where i.aide_demandee is not null), '[]')`.as('aides'),
    ])
    .groupBy([sql`1`, sql`2`, sql`3`])
    .execute()

/** Civil days in Paris from an act to the next one: first decile, median, last decile; `attendu` counts those that came after what was allowed. */
export type Delai = { n: number; bas: number; mediane: number; haut: number; horsDelai: number | null }
const jours = (de: string, a: string): RawBuilder<number> =>
  sql`((${sql.raw(a)} at time zone 'Europe/Paris')::date - (${sql.raw(de)} at time zone 'Europe/Paris')::date)`
const repartis = (duree: RawBuilder<number>) => sql`count(*)::int as n, percentile_disc(0.1) within group (order by ${duree}) as bas,
  percentile_disc(0.5) within group (order by ${duree}) as mediane, percentile_disc(0.9) within group (order by ${duree}) as haut`

/** Delays of the instruction, as far as acts say them: from the relevé, or the filing without one, to the one in charge, from a request to its answer, from an answer to what is decided of it. */
export async function delaisDe(tx: Tx, l: Lecteur, v: Vise, instant: Date): Promise<Record<'charge' | 'reponse' | 'examen', Delai>> {
  const pris = deposes(tx, l, v, instant)
    .leftJoin('releve as r', 'r.id', 'i.releve_id')
    .where('i.assigne_le', 'is not', null)
    .where('i.assigne_a', 'is not', null)
    .select([jours('coalesce(r.fait_le, i.depose_le)', 'i.assigne_le').as('duree')])
  const demandes = deposes(tx, l, v, instant)
    .innerJoin('complement as k', 'k.dossier_id', 'i.dossier_id')
    .where('k.repondu_le', 'is not', null)
    .select([
      jours('k.demande_le', 'k.repondu_le').as('reponse'),
      jours('k.repondu_le', 'k.clos_le').as('examen'),
      sql`k.repondu_le > k.echeance`.as('tard'),
    ])
  const lire = async (q: RawBuilder<Delai>) => (await q.execute(tx)).rows[0]!
  return {
    charge: await lire(sql`select ${repartis(sql`duree`)}, null as "horsDelai" from ${pris} x`),
    reponse: await lire(sql`select ${repartis(sql`reponse`)}, (count(*) filter (where tard))::int as "horsDelai" from ${demandes} x`),
    examen: await lire(sql`select ${repartis(sql`examen`)}, null as "horsDelai" from ${demandes} x where examen is not null`),
  }
}

/** Drafts that nobody filed, where the reader counts: only how many. Of one without volet or département, nothing says that it is theirs. */
export async function brouillonsDe(tx: Tx, l: Lecteur, v: Vise): Promise<number> {
  const permis = l.perimetres
    .filter(p => ouvreAppel([p], v.appelId))
    .map(
      p => sql<boolean>`(${p.departements ? sql`d.departement = any(${[...p.departements]}::text[])` : sql`true`}
      and ${p.volets ? sql`d.volet = any(${[...p.volets]}::text[])` : sql`true`})`,
    )
  if (permis.length === 0) return 0
  const { n } = await tx
    .selectFrom('dossier as d')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('d.guichet_id', '=', l.guichetId)
    .where('d.appel_id', '=', v.appelId)
    .where('d.etat', '=', 'brouillon')
    .where(sql<boolean>`(${sql.join(permis, sql` or `)})`)
    .$if(v.volet !== undefined, q => q.where('d.volet', '=', v.volet!))
    .$if(v.departement !== undefined, q => q.where(sql<boolean>`coalesce(d.departement, ${TERRITOIRE}) = ${v.departement}`))
    .executeTakeFirstOrThrow()
  return n
}

/** Names of the accounts in charge. */
export async function nomsDe(tx: Tx, suivi: readonly Suivi[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(suivi.flatMap(s => s.assigneA ?? []))]
  if (ids.length === 0) return new Map()
  const comptes = await tx.selectFrom('compte').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(comptes.map(c => [c.id, c.name]))
}

/** Dossiers whose porteur has not answered a request for complements in time. */
export const reponsesEnRetard = async (tx: Tx, l: Lecteur, v: Vise, instant: Date): Promise<number> =>
  (
    await vivants(tx, l, v, instant)
      .innerJoin('complement as k', 'k.dossier_id', 'i.dossier_id')
      .where('k.guichet_id', '=', l.guichetId)
      .where('k.repondu_le', 'is', null)
      .where('k.annule_le', 'is', null)
      .where('k.echeance', '<', instant)
      .where('i.suite', '=', 'attendre')
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
  ).n
