import { type ExpressionBuilder, sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { DB } from '../../db/types.gen.ts'
import type { Perimetre } from './perimetre.rules.ts'

export const PAR_PAGE = 25
export type Filtre = { volet?: string | undefined; departement?: string | undefined }
/** Where a page of the list begins: after this filing (most recent first). */
export type Apres = { deposeLe: Date; id: string }

type Eb = ExpressionBuilder<DB & { i: DB['instruction'] }, 'i'>
const tableau = (valeurs: readonly string[]) => sql<string[]>`${valeurs}::text[]`

/** The reader's perimeter, as a condition of the query itself: nothing outside it ever leaves the database. */
const dansPerimetres = (ps: readonly Perimetre[]) => (eb: Eb) =>
  eb.or(
    ps.map(p =>
      eb.and([
        ...(p.departements ? [sql<boolean>`(i.tout_territoire or i.departements && ${p.departements}::text[])`] : []),
        ...(p.volets ? [eb('i.volet', '=', eb.fn.any(tableau(p.volets)))] : []),
      ]),
    ),
  )

const deposes = (tx: Tx, guichetId: string, ps: readonly Perimetre[], f: Filtre) =>
  tx
    .selectFrom('instruction as i')
    .where('i.guichet_id', '=', guichetId)
    .where('i.etat', '<>', 'retire')
    .where(dansPerimetres(ps) as never)
    .$if(!!f.volet, q => q.where('i.volet', '=', f.volet!))
    .$if(!!f.departement, q => q.where('i.departement_pilote', '=', f.departement!))

/** One page of the filed dossiers of a perimeter, most recent first, with what the list shows. One row more tells that a next page exists. */
export const listerDeposes = (tx: Tx, guichetId: string, ps: readonly Perimetre[], f: Filtre, apres?: Apres) =>
  deposes(tx, guichetId, ps, f)
    .select(['i.dossier_id as id', 'i.numero', 'i.titre', 'i.volet', 'i.departement_pilote', 'i.cout_global', 'i.aide_demandee'])
    .select(['i.depose_le', 'i.porteur', 'i.population', 'i.verdicts'])
    .$if(!!apres, q => q.where(sql<boolean>`(i.depose_le, i.dossier_id) < (${apres?.deposeLe}, ${apres?.id}::uuid)`))
    .orderBy('i.depose_le', 'desc')
    .orderBy('i.dossier_id', 'desc')
    .limit(PAR_PAGE + 1)
    .execute()

/** Count and sums of the filtered list, in cents. */
export const totauxDeposes = (tx: Tx, guichetId: string, ps: readonly Perimetre[], f: Filtre) =>
  deposes(tx, guichetId, ps, f)
    .select(eb => [
      eb.fn.countAll<number>().as('nombre'),
      sql<number>`coalesce(sum(i.cout_global), 0)::bigint`.as('cout'),
      sql<number>`coalesce(sum(i.aide_demandee), 0)::bigint`.as('aide'),
    ])
    .executeTakeFirstOrThrow()

/** A filed dossier of the perimeter, or nothing: another référent's dossier does not exist for this one. */
export const trouverDepose = (tx: Tx, guichetId: string, ps: readonly Perimetre[], id: string) =>
  deposes(tx, guichetId, ps, {})
    .where('i.dossier_id', '=', id)
    .select(['i.dossier_id as id', 'i.numero', 'i.titre', 'i.volet', 'i.departement_pilote'])
    .executeTakeFirst()
