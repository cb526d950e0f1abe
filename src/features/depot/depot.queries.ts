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
