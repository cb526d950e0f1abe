import { type ContexteActeur, enTransaction, structuresActives } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import { noterChangement } from './acces.ts'
import { estInvite, trouverInvitation, verrouillerDossierDe } from './invitation.queries.ts'

export type RefusPartenariat =
  | { motif: 'introuvable' }
  | { motif: 'fige' }
  | { motif: 'structure' }
  | { motif: 'porteur' }
  | { motif: 'deja' }

/**
 * Answers an invitation sent by mail: whoever has proved that address says for which of their structures. From then on the whole structure
 * is the partner. Answered again, or at the same time by a colleague, it is answered once.
 */
export const accepterPartenariat = (
  ctx: ContexteActeur,
  { partenaireId, structureId }: { partenaireId: string; structureId: string },
): Promise<Result<{ dossierId: string }, RefusPartenariat>> =>
  enTransaction(ctx, async tx => {
    await verrouillerDossierDe(tx, ctx, partenaireId)
    const invitation = await trouverInvitation(tx, ctx, partenaireId)
    if (!invitation) return err({ motif: 'introuvable' })
    const { dossierId } = invitation
    const miennes = structuresActives(ctx.acteur).map(s => s.id)
    if (invitation.structureId !== null) return miennes.includes(invitation.structureId) ? ok({ dossierId }) : err({ motif: 'introuvable' })
    if (!(await estInvite(tx, ctx, invitation))) return err({ motif: 'introuvable' })
    if (!peut('partenaire', 'valider', { dossier: invitation.etat })) return err({ motif: 'fige' })
    if (!miennes.includes(structureId)) return err({ motif: 'structure' })
    if (structureId === invitation.porteur.id) return err({ motif: 'porteur' })
    const deja = await tx
      .selectFrom('partenaire')
      .select('id')
      .where('guichet_id', '=', ctx.guichetId)
      .where('dossier_id', '=', dossierId)
      .where('structure_id', '=', structureId)
      .where('retire_le', 'is', null)
      .executeTakeFirst()
    if (deja) return err({ motif: 'deja' })
    await tx
      .updateTable('partenaire')
      .set({ structure_id: structureId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', partenaireId)
      .execute()
    await noterChangement(tx, ctx, dossierId)
    await journaliser(tx, ctx, 'partenaire.accepte', dossierId, { partenaire: partenaireId, structure: structureId })
    return ok({ dossierId })
  })
