import type { Config } from '../../config.ts'
import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelDeVersion } from '../appels/index.ts'
import { tableauxDe } from '../cahier/index.ts'
import { journaliser } from '../journal/index.ts'
import { lettreDe } from './lettre.ts'
import { type DecisionANotifier, decisionsANotifier, derniereEnvoyee, destinatairesDe, listesDeposees } from './notifications.queries.ts'

export type RefusConfirmation = { motif: 'aucune' } | { motif: 'change' } | { motif: 'conflit'; numero: string }

/**
 * Confirms decisions in the name of the authority and prepares their letters, one for each structure of the project: from then on the room can
 * still replace them until they are sent. Decisions already confirmed stay as they are; one replaced meanwhile is told, and nothing is done.
 */
export const confirmerDecisions = (
  ctx: ContexteActeur,
  config: Config,
  appelId: string,
  ids: readonly string[],
): Promise<Result<{ confirmees: number }, RefusConfirmation>> =>
  enTransaction(ctx, async tx => {
    if (ids.length === 0) return err({ motif: 'aucune' })
    const toutes = await decisionsANotifier(tx, ctx.guichetId, appelId, ctx.acteur.compteId)
    const voulues = toutes.filter(d => ids.includes(d.decisionId))
    if (voulues.length !== new Set(ids).size) return err({ motif: 'change' })
    const enConflit = voulues.find(d => d.enConflit)
    if (enConflit) return err({ motif: 'conflit', numero: enConflit.numero })
    let confirmees = 0
    for (const d of voulues.filter(x => x.confirmeeLe === null)) if (await confirmer(tx, ctx, config, d)) confirmees++
    return ok({ confirmees })
  })

/** False when somebody else has just confirmed it. */
async function confirmer(tx: Tx, ctx: ContexteActeur, config: Config, d: DecisionANotifier): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('confirmation')
    .values({ decision_id: d.decisionId, guichet_id: ctx.guichetId, confirmee_par: ctx.acteur.compteId, confirmee_le: ctx.instant })
    .onConflict(oc => oc.column('decision_id').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  const version = await appelDeVersion(tx, ctx.guichetId, d.appelVersionId)
  if (!version) throw new Error(`dossier ${d.dossierId}: its call is not readable`)
  const listes = tableauxDe(version.appel).size > 0 ? await listesDeposees(tx, ctx.guichetId, d.dossierId) : {}
  for (const s of await destinatairesDe(tx, ctx.guichetId, d.dossierId)) {
    const precedente = await derniereEnvoyee(tx, ctx.guichetId, d.dossierId, s.id)
    const lettre = lettreDe({ ...d, remplaceLe: precedente?.envoyeeLe ?? null }, s.nom, ctx.acteur.nom, version.appel, config, listes)
    await tx
      .insertInto('notification')
      .values({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        decision_id: d.decisionId,
        dossier_id: d.dossierId,
        structure_id: s.id,
        remplace_id: precedente?.id ?? null,
        lettre: JSON.stringify(lettre),
        preparee_par: ctx.acteur.compteId,
        preparee_le: ctx.instant,
      })
      .execute()
  }
  await journaliser(tx, ctx, 'notification.confirmee', d.dossierId, { decision: d.decisionId, sens: d.sens, montant: d.montant })
  return true
}
