import { type ExpressionBuilder, sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { DB } from '../../db/types.gen.ts'
import type { Resultat } from '../recevabilite/index.ts'
import type { Perimetre } from './perimetre.rules.ts'

export const PAR_PAGE = 25
export type Filtre = { volet?: string | undefined; departement?: string | undefined }
/** Where a page of the list begins: after this filing (most recent first). */
export type Apres = { deposeLe: Date; id: string }

type Eb = ExpressionBuilder<DB & { d: DB['dossier'] }, 'd'>
const tableau = (valeurs: readonly string[]) => sql<string[]>`${valeurs}::text[]`

/** The reader's perimeter, as a condition of the query itself: nothing outside it ever leaves the database. */
const dansPerimetres = (ps: readonly Perimetre[]) => (eb: Eb) =>
  eb.or(
    ps.map(p =>
      eb.and([
        ...(p.departements ? [eb.or([eb('d.departement', 'is', null), eb('d.departement', '=', eb.fn.any(tableau(p.departements)))])] : []),
        ...(p.volets ? [eb('d.volet', '=', eb.fn.any(tableau(p.volets)))] : []),
      ]),
    ),
  )

const deposes = (tx: Tx, guichetId: string, ps: readonly Perimetre[], f: Filtre) =>
  tx
    .selectFrom('dossier as d')
    .where('d.guichet_id', '=', guichetId)
    .where('d.etat', '=', 'depose')
    .where(dansPerimetres(ps) as never)
    .$if(!!f.volet, q => q.where('d.volet', '=', f.volet!))
    .$if(!!f.departement, q => q.where('d.departement', '=', f.departement!))

/** One page of the filed dossiers of a perimeter, most recent first, with what the list shows. One row more tells that a next page exists. */
export const listerDeposes = (tx: Tx, guichetId: string, ps: readonly Perimetre[], f: Filtre, apres?: Apres) =>
  deposes(tx, guichetId, ps, f)
    .innerJoin('structure as s', 's.id', 'd.structure_id')
    .select([
      'd.id',
      'd.numero',
      'd.titre',
      'd.volet',
      'd.departement',
      'd.cout_global',
      'd.aide_demandee',
      'd.depose_le',
      'd.appel_version_id',
      's.nom as porteur',
      's.population',
    ])
    .select(eb => [
      eb
        .selectFrom('verdict as v')
        .innerJoin('depot as p', 'p.id', 'v.depot_id')
        .whereRef('p.dossier_id', '=', 'd.id')
        .where('p.guichet_id', '=', guichetId)
        .where(sql<boolean>`p.version = (select max(version) from depot where dossier_id = d.id)`)
        .select(sql<Resultat[]>`coalesce(jsonb_agg(v.resultat order by v.rang), '[]')`.as('r'))
        .as('resultats'),
    ])
    .$if(!!apres, q => q.where(sql<boolean>`(d.depose_le, d.id) < (${apres?.deposeLe}, ${apres?.id}::uuid)`))
    .orderBy('d.depose_le', 'desc')
    .orderBy('d.id', 'desc')
    .limit(PAR_PAGE + 1)
    .execute()

/** Count and sums of the filtered list, in cents. */
export const totauxDeposes = (tx: Tx, guichetId: string, ps: readonly Perimetre[], f: Filtre) =>
  deposes(tx, guichetId, ps, f)
    .select(eb => [
      eb.fn.countAll<number>().as('nombre'),
      sql<number>`coalesce(sum(d.cout_global), 0)::bigint`.as('cout'),
      sql<number>`coalesce(sum(d.aide_demandee), 0)::bigint`.as('aide'),
    ])
    .executeTakeFirstOrThrow()

/** A filed dossier of the perimeter, or nothing: another référent's dossier does not exist for this one. */
export const trouverDepose = (tx: Tx, guichetId: string, ps: readonly Perimetre[], id: string) =>
  deposes(tx, guichetId, ps, {})
    .where('d.id', '=', id)
    .select(['d.id', 'd.numero', 'd.titre', 'd.volet', 'd.departement'])
    .executeTakeFirst()
