import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import { lienDe, retirerInvitation, verrouillerMembres } from './appartenances.queries.ts'
import { trouverStructure } from './structures.queries.ts'
import { quiEst } from './structures.rules.ts'

/** A member withdraws an invitation that nobody has answered: that address no longer enters without waiting. */
export const reprendreInvitation = (
  ctx: ContexteActeur,
  { structureId, invitationId }: { structureId: string; invitationId: string },
): Promise<Result<void, { kind: 'introuvable' }>> =>
  enTransaction(ctx, async tx => {
    const { guichetId, acteur } = ctx
    await verrouillerMembres(tx, guichetId, structureId)
    const structure = await trouverStructure(tx, guichetId, structureId)
    const lien = await lienDe(tx, guichetId, structureId, acteur.compteId)
    if (!structure || !peut(quiEst(acteur, lien?.etat, structure.departement), 'inviter', { structure: 'connue' }))
      return err({ kind: 'introuvable' })
    if (!(await retirerInvitation(tx, guichetId, structureId, invitationId))) return err({ kind: 'introuvable' })
    await journaliser(tx, ctx, 'structure.invitation_retirer', structureId, { invitation: invitationId })
    return ok(undefined)
  })
