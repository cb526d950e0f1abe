import type { Config } from '../../config.ts'
import type { ContexteActeur } from '../../contexte.ts'
import { confirmerDecisions } from './confirmer.ts'
import { demanderEnvois } from './envoyer.ts'

/**
 * Confirms one decision in the name of whoever takes it and asks that its letters leave: for a decision that its authority takes and tells in one act.
 * False when it may not be confirmed by this person.
 */
export async function notifierDecision(ctx: ContexteActeur, config: Config, appelId: string, decisionId: string): Promise<boolean> {
  const r = await confirmerDecisions(ctx, config, appelId, [decisionId])
  if (!r.ok) return false
  const envois = await demanderEnvois(ctx, appelId, decisionId)
  return envois.ok && envois.value > 0
}
