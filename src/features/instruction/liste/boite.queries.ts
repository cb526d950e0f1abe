import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { DB } from '../../../db/types.gen.ts'
import { type Lecteur, lisible } from '../../perimetre/index.ts'
import { conditions, type Filtre, SUITES, type Suite } from './filtres.ts'
import { tableau } from './ligne-filtre.ts'
import type { Repere } from './tris.ts'

export type Q = SelectQueryBuilder<DB & { i: DB['instruction'] }, 'i', object>

/** Rows of `instruction` (alias `i`) that this reader may see and that this filter keeps. `instant`: what late means. */
export const filtrees = (tx: Tx, l: Lecteur, f: Filtre, instant: Date, trouves: Trouves = tous(f)): Q =>
  gardees(duGuichet(tx, l), l, f, instant).$if(trouves !== undefined, q => q.where(trouves!))

export const duGuichet = (tx: Tx, l: Lecteur) => tx.selectFrom('instruction as i').where('i.guichet_id', '=', l.guichetId) as unknown as Q
const gardees = (base: Q, l: Lecteur, f: Filtre, instant: Date) => selon(base.where(lisible(l)), l, f, instant)

/** The words of a filter as a condition. */
export type Trouves = RawBuilder<boolean> | undefined
/** Any number of answers, gone through once and kept aside: « coalesce » keeps the planner from looking up each in turn. */
const tous = (f: Filtre): Trouves =>
  f.q === undefined ? undefined : sql<boolean>`coalesce(i.dossier_id in (select chercher_dossiers(${f.q})), false)`

/** Dossiers beyond which nobody reads them all: a list is gathered up to there, and walked in its order beyond. */
export const COMMUN = 5000
/** The same of dossiers that words find: each is then looked up. */
const COMMUN_MOTS = 4000
/** How many of them are looked up when they are more: totals then say « au moins ». */
const ASSEZ_MOTS = 500
/** However many they are. */
export const TOUS = Number.POSITIVE_INFINITY
/**
 * The dossiers that have the words of a filter, looked for once: `repond` says whether a row does; `ids`, as an array of the database, is which, to count
 * and gather them. Beyond `COMMUN_MOTS` (`partiel`) these are some of them: the list is then read in its order until a page is full. When a rule asks few for
 * something, `ids` are those, of which some may be left out by their verdict (the filter says it) or by the words (`mots`). `approchee`: no dossier has a word of
 * the search, the nearest ones were looked for.
 */
export type Recherche = { repond: Trouves; ids?: string; mots?: Trouves; partiel: boolean; approchee?: boolean }
export async function chercher(tx: Tx, f: Filtre, commun = COMMUN_MOTS): Promise<Recherche> {
  const parMots = await chercherMots(tx, f, commun)
  if (f.regle.length === 0 || (parMots.ids !== undefined && !parMots.partiel)) return parMots
  const ids = await dossiersDesRegles(tx, f.regle, Math.min(commun, COMMUN_MOTS))
  if (ids === undefined) return parMots
  const parmi = sql<boolean>`i.dossier_id = any(${ids}::uuid[])`
  const mots = parMots.repond
  return { ...parMots, repond: mots ? sql<boolean>`(${parmi} and ${mots})` : parmi, ids, mots, partiel: false }
}
async function chercherMots(tx: Tx, f: Filtre, commun: number): Promise<Recherche> {
  if (f.q === undefined || commun === TOUS) return { repond: tous(f), partiel: false }
  const { rows } = await sql<{ ids: string; complet: boolean; requete: string | null }>`
    select ids::text, complet, requete from chercher_mots(${f.q}, ${Math.min(commun, ASSEZ_MOTS)}, ${commun})`.execute(tx)
  const { ids, complet, requete } = rows[0]!
  // a word that no dossier has is sent to the index with others, one or another
  const approchee = requete?.includes(' | ') ?? false
  if (complet) return { repond: sql<boolean>`i.dossier_id = any(${ids}::uuid[])`, ids, partiel: false, approchee }
  const repond = sql<boolean>`exists (select from instruction_recherche r where r.dossier_id = i.dossier_id and r.vecteur @@ ${requete}::tsquery)`
  return { repond, ids, partiel: true, approchee }
}

/** As the indexes have it (migration 0038). */
const DEMANDE = sql`resultat in ('non_respectee', 'a_completer', 'a_verifier', 'attention')`

/**
 * The dossiers on which one of these rules may ask for something, as an array of the database, when they are at most `max`; nothing when they are more. All those
 * on which it does are among them, with some whose verdict a person or a later filing has changed.
 */
async function dossiersDesRegles(tx: Tx, regles: readonly string[], max: number): Promise<string | undefined> {
  // the order is that of the indexes: whatever the planner believes of a rule, no more than `max` are read
  const { rows } = await sql<{ ids: string | null }>`
    with v as materialized (select v.depot_id from verdict v where v.guichet_id = (select guichet_courant()) and v.regle = any(${regles}::text[]) and v.${DEMANDE}
      order by v.regle, v.depot_id limit ${max + 1}),
    h as materialized (select h.dossier_id from verdict_humain h where h.guichet_id = (select guichet_courant()) and h.regle = any(${regles}::text[]) and h.${DEMANDE}
      order by h.regle, h.dossier_id limit ${max + 1})
    select case when (select count(*) from v) + (select count(*) from h) <= ${max}
      then array(select p.dossier_id from v join depot p on p.id = v.depot_id union select h.dossier_id from h)::text end as ids`.execute(
    tx,
  )
  return rows[0]!.ids ?? undefined
}

/** Columns of the dossiers of a list, to be counted or put in order; those that its words or a rule found are looked up by their identifiers. */
export function choisies(tx: Tx, l: Lecteur, d: Demande, { repond, ids, mots }: Recherche, colonnes: readonly string[]): Q {
  const de = (q: Q) => q.select(colonnes as 'i.dossier_id'[]) as unknown as Q
  if (ids === undefined) return de(filtrees(tx, l, d.filtre, d.instant, repond))
  // « offset 0 »: else the planner goes through an index for all of them
  const unPar = duGuichet(tx, l).selectAll('i').where(sql<boolean>`i.dossier_id = any(${ids}::uuid[])`).offset(0)
  return de(gardees(tx.selectFrom(unPar.as('i')) as unknown as Q, l, d.filtre, d.instant).$if(mots !== undefined, q => q.where(mots!)))
}

/** Never of a dossier that waits for a verdict: without these, an index whose first ones they are is not gone through in vain (migration 0020). */
const SANS_VERDICT: readonly Suite[] = ['analyser', 'presenter']
const attendUnVerdict = (f: Filtre) => f.verdict.length > 0 && !f.verdict.includes('attention') && f.suite.length === 0

/** Rows, or sets of them, that a filter keeps. */
export const selon = (q: Q, l: Lecteur, f: Filtre, instant: Date): Q =>
  conditions(f, { l, instant })
    .reduce((x, condition) => x.where(condition), q)
    // what its porteur took back is no work: it shows when it is asked for
    .$if(f.etat.length + f.suite.length === 0, x => x.where('i.etat', '<>', 'retire'))
    .$if(attendUnVerdict(f), x => x.where('i.suite', '=', tableau(SUITES.filter(u => !SANS_VERDICT.includes(u)))))

/**
 * A page of a list, from a place. `recherche`: what its words have found already; `commun`: how many are read of a list that the kept
 * counts cannot tell, `TOUS` for exact totals; `nombre`: how many dossiers
 * the list has, when it is known; `ids`: those of the page, one more than it holds, when they are.
 */
export type Demande = {
  filtre: Filtre
  instant: Date
  recherche?: Recherche | undefined
  commun?: number | undefined
  nombre?: number | undefined
  ids?: readonly string[] | undefined
  apres?: Repere | undefined
  avant?: Repere | undefined
  parPage?: number
}

export const nomEpci = sql<string | null>`(select e.nom from structure e where e.siren = i.epci_siren and e.type = 'epci' limit 1)`
