import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { envoyerLettres } from '../decisions/index.ts'
import { journaliser } from '../journal/index.ts'
import { type SeanceSansPv, seancesSansPv } from './notifications.queries.ts'

export type RefusEnvois = { motif: 'sans_proces_verbal'; seances: readonly SeanceSansPv[] }

/**
 * Asks that every letter prepared for a call, or for one decision, be sent; they leave one by one, each once. Returns how many wait. What a séance
 * decided is told once its procès-verbal is frozen: until then nothing leaves.
 */
export const demanderEnvois = (ctx: ContexteActeur, appelId: string, decisionId?: string): Promise<Result<number, RefusEnvois>> =>
  enTransaction(ctx, async tx => {
    const attente = await enAttente(tx, ctx.guichetId, appelId, decisionId)
    if (attente.length === 0) return ok(0)
    const seances = await seancesSansPv(
      tx,
      ctx.guichetId,
      attente.map(n => n.decision),
    )
    if (seances.length > 0) return err({ motif: 'sans_proces_verbal', seances })
    await tx
      .updateTable('notification')
      .set({ demandee_le: ctx.instant, demandee_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where(
        'id',
        'in',
        attente.map(n => n.id),
      )
      .where('demandee_le', 'is', null)
      .execute()
    await envoyerLettres(tx, ctx.guichetId)
    await journaliser(tx, ctx, 'notification.envoi_demande', appelId, { lettres: attente.length })
    return ok(attente.length)
  })

/** Letters of decisions that nothing has replaced since, not sent yet. */
async function enAttente(
  tx: Tx,
  guichetId: string,
  appelId: string,
  decisionId: string | undefined,
): Promise<{ id: string; decision: string }[]> {
  const { rows } = await sql<{ id: string; decision: string }>`
    select n.id, n.decision_id as decision from notification n join instruction i on i.dossier_id = n.dossier_id
    where n.guichet_id = ${guichetId} and i.appel_id = ${appelId} and ${decisionId ? sql`n.decision_id = ${decisionId}` : sql`true`} and n.envoyee_le is null and i.etat not in ('retire', 'renonce')
      and not exists (select from decision r where r.remplace_id = n.decision_id) order by n.id`.execute(tx)
  return rows
}
