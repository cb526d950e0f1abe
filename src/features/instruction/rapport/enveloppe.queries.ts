import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { lecteurDe, lisible } from '../../perimetre/index.ts'
import type { Instruit } from '../../service/index.ts'

/** The other finished reports of the same call that the reader may read, where the dossier is still in the running: how many, and their amounts. */
export async function fichesTerminees(
  tx: Tx,
  ctx: ContexteActeur,
  ligne: Instruit['ligne'],
): Promise<{ nombre: number; montant: Centimes }> {
  const { nombre, montant } = await tx
    .selectFrom('instruction as i')
    .select([sql<number>`count(*)::int`.as('nombre'), sql<number>`coalesce(sum(i.montant_propose), 0)::bigint`.as('montant')])
    .where('i.guichet_id', '=', ctx.guichetId)
    .where(lisible(await lecteurDe(tx, ctx)))
    .where('i.appel_id', '=', ligne.appel_id)
    .where('i.fiche_terminee', '=', true)
    .where('i.etat', 'not in', ['irrecevable', 'retire', 'non_preselectionne', 'non_retenu', 'sans_suite', 'renonce'])
    .where('i.dossier_id', '<>', ligne.dossier_id)
    .executeTakeFirstOrThrow()
  return { nombre, montant: Number(montant) }
}
