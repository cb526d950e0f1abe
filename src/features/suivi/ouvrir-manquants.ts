import { sql } from 'kysely'
import { type Contexte, enTransaction } from '../../contexte.ts'
import { auGuichet, type Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { unParUn } from '../../lib/un-par-un.ts'
import { ouvrirSuivi } from './ouvrir.ts'

/**
 * Job: what the acts did not do by themselves. Lauréats that nobody follows yet, those who gave their aid up, bilans whose period has begun,
 * whatever outage. One transaction a dossier. Returns how many were looked at.
 */
export async function ouvrirSuivisManquants({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const ids = await auGuichet(db, guichetId, tx => aTenir(tx, guichetId, dateCivile(instant)))
  return unParUn(ids, id => enTransaction(ctx, tx => ouvrirSuivi(tx, ctx, id)).then(() => true))
}

/** Told lauréats without a follow-up, or whose follow-up is behind, or whose signed project has still to begin. `jour`: today. */
async function aTenir(tx: Tx, guichetId: string, jour: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.dossier_id as id from instruction i left join suivi u on u.dossier_id = i.dossier_id
    where i.guichet_id = ${guichetId} and case
      when u.dossier_id is null then i.etat = 'retenu' and exists (select from notification n join decision d on d.id = n.decision_id
        where n.dossier_id = i.dossier_id and n.structure_id = i.structure_id and n.envoyee_le is not null and d.sens in ('retenu', 'partiel'))
      when u.clos_le is not null then false
      else i.etat <> 'retenu' or u.depart is null or u.etape = 'conventionne'
        or u.acheve_le is null and not exists (select from bilan b where b.dossier_id = u.dossier_id and b.fin >= ${jour}) end
    order by i.dossier_id`.execute(tx)
  return rows.map(r => r.id)
}
