import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { MONTANT_MAX, parseEuros } from '../../../lib/euros.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { decisionsDe, SENS } from '../../decisions/index.ts'
import { dossierPour, type RefusComite } from '../acte.ts'
import { enDebat } from '../debat.ts'

/** Nothing is about to be proposed. */
export const RIEN = { propose_dossier: null, propose_sens: null, propose_montant: null }

/**
 * What whoever presides is typing, for the screen of the room: it decides nothing and is forgotten with the dossier. What cannot be read, and what concerns a dossier that the
 * room is not on, is no proposal.
 */
export const proposerEnSalle = (
  ctx: ContexteActeur,
  d: { seanceId: string; dossierId: string; sens: string; montant: string },
): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await dossierPour(tx, ctx, 'conduire', d)
    if (!lue.ok) return lue
    const { s, inscrit } = lue.value
    if (s.suspension || enDebat(s, await decisionsDe(tx, ctx.guichetId, s.appelId))?.id !== inscrit.id) return ok(undefined)
    const sens = SENS.find(x => x === d.sens)
    const lu = parseEuros(d.montant)
    const montant = lu.ok && lu.value <= MONTANT_MAX ? lu.value : 0
    await tx
      .updateTable('seance')
      .set(sens ? { propose_dossier: inscrit.id, propose_sens: sens, propose_montant: montant } : RIEN)
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', s.id)
      .execute()
    return ok(undefined)
  })
