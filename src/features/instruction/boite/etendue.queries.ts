import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, debutDuJour } from '../../../lib/dates.ts'
import type { Lecteur } from '../../perimetre/index.ts'
import { type Demande, ECHEANCE, lendemain, type Q, selonQui, selonQuoi } from './boite.queries.ts'
import { type Filtre, SANS_FILTRE } from './filtres.ts'

/**
 * The part of the order that a list can be in, where the kept counts tell it: a list by due date may have none, and a list of late ones no dossier at most of the
 * next steps. Gone through in their order, they would be long in coming. It leaves out no dossier of the list, whoever reads.
 */
export async function etendue(tx: Tx, l: Lecteur, { filtre, instant }: Demande): Promise<RawBuilder<boolean> | undefined> {
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
  const { appel, etat, suite, volet, departement } = filtre
  const f: Filtre = { ...SANS_FILTRE, appel, etat, suite, volet, departement }
  const sets = tx.selectFrom('instruction_compte as i').where('i.guichet_id', '=', l.guichetId) as unknown as Q
  const { rows } = await sql<T>`select ${quoi} from (${selonQui(selonQuoi(sets, l, f), l, f, instant).selectAll('i')}) i`.execute(tx)
  return rows[0]!
}
