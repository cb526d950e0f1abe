import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { VagueDue } from './releve.rules.ts'

/** What a relevé collected, and the drafts that nobody filed, by volet and département. */
export type ComptesReleve = {
  deposes: number
  brouillons: number
  lignes: { volet: string | null; departement: string | null; deposes: number; brouillons: number }[]
}

export async function comptesDuReleve(tx: Tx, guichetId: string, appelId: string, releveId: string, v: VagueDue): Promise<ComptesReleve> {
  const { rows } = await sql<ComptesReleve['lignes'][number]>`
    select x.volet, x.departement, count(*) filter (where x.depose)::int as deposes, count(*) filter (where not x.depose)::int as brouillons
    from (
      select i.volet, i.departement_pilote as departement, true as depose from instruction i where i.guichet_id = ${guichetId} and i.releve_id = ${releveId}
      union all
      select d.volet, d.departement, false from dossier d
      where d.guichet_id = ${guichetId} and d.appel_id = ${appelId} and d.etat = 'brouillon' and d.cree_le < coalesce(${v.avant ?? null}::timestamptz, 'infinity')
    ) x group by 1, 2 order by 1 nulls last, 2 nulls last`.execute(tx)
  const somme = (cle: 'deposes' | 'brouillons') => rows.reduce((s, l) => s + l[cle], 0)
  return { deposes: somme('deposes'), brouillons: somme('brouillons'), lignes: rows }
}

/** The relevés of a call, the latest first: what the administrateur sees done. */
export const relevesDe = (tx: Tx, guichetId: string, appelId: string) =>
  tx
    .selectFrom('releve')
    .select(['id', 'vague', 'prevu_le', 'fait_le', 'comptes'])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .orderBy('prevu_le', 'desc')
    .execute()
