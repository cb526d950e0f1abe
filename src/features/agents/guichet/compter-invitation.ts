import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { compterEnvoi, type TropDeCourriels } from '../../courriels/index.ts'
import { compter } from '../../limites/index.ts'

/** Invitations that one account, and all those of a guichet, may send or send again in a day: more than a service takes on. */
export const INVITATIONS_PAR_JOUR = { compte: 30, guichet: 100 } as const
export type TropDInvitations = { kind: 'trop_aujourd_hui' }

/** Counts an invitation that is about to leave, and its mail; refused, nothing is written. */
export async function compterInvitation(
  tx: Tx,
  ctx: ContexteActeur,
  courriel: string,
): Promise<Result<void, TropDInvitations | TropDeCourriels>> {
  const { guichetId, acteur } = ctx
  const jour = (cle: string, max: number) => ({ cle: `invitation_agent|${cle}`, max, secondes: 86_400 })
  const { compte, guichet } = INVITATIONS_PAR_JOUR
  if (await compter(tx, [jour(`${guichetId}|${acteur.compteId}`, compte), jour(guichetId, guichet)]))
    return err({ kind: 'trop_aujourd_hui' })
  const envoi = await compterEnvoi(tx, ctx, courriel)
  return envoi.ok ? ok(undefined) : envoi
}
