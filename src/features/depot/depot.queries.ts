import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** Filings whose content has this hash: number, instant and call, nothing nominative. */
export const depotsParEmpreinte = (tx: Tx, guichetId: string, sha256: string) =>
  tx
    .selectFrom('depot as p')
    .innerJoin('dossier as d', 'd.id', 'p.dossier_id')
    .innerJoin('appel_version as v', 'v.id', 'd.appel_version_id')
    .select(['d.numero', 'p.recu_le', 'v.titre'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.sha256', '=', sha256)
    .limit(5)
    .execute()

/** Whether the instruction began with this filing, as its act said: what the call says may have changed since. */
export async function instruitDesLors(tx: Tx, guichetId: string, dossierId: string, version: number): Promise<boolean> {
  const acte = await tx
    .selectFrom('evenement')
    .select('rang')
    .where('guichet_id', '=', guichetId)
    .where('objet_id', '=', dossierId)
    .where('action', '=', 'dossier.depose')
    .where(sql<boolean>`donnees @> ${JSON.stringify({ version, instruit: true })}::jsonb`)
    .executeTakeFirst()
  return acte !== undefined
}
