import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { type Appel, tableauxDe } from '../cahier/index.ts'
import type { ContenuDepose } from './depot.contenu.ts'

/** The lists and tables of the last filing of a dossier, line by line; nothing is read for a call whose form has no table. */
export async function listesDeposees(tx: Tx, guichetId: string, dossierId: string, appel: Appel): Promise<ContenuDepose['listes']> {
  if (tableauxDe(appel).size === 0) return {}
  const { rows } = await sql<{ listes: ContenuDepose['listes'] | null }>`
    select p.contenu::jsonb -> 'listes' as listes from instruction i join depot p on p.id = i.depot_id
    where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId}`.execute(tx)
  return rows[0]?.listes ?? {}
}
