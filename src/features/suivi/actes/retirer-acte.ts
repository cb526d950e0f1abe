import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { rendreSignatures } from '../../delegations/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusSuivi, suiviPour } from '../acces.ts'
import { avenantDe } from '../prendre-effet.ts'
import { prevenirProjet } from '../prevenir.ts'
import { actesDe } from '../projet.queries.ts'

export type RefusRetraitActe = RefusSuivi | { motif: 'signe' }

/**
 * Withdraws an act that was established by mistake and is not signed: another may then be. Its bytes and its number stay. Of an amendment, the money that it
 * held goes back to the envelope; one whose amount is in force already is to be signed.
 */
export const retirerActe = (
  ctx: ContexteActeur,
  { dossierId, acteId }: { dossierId: string; acteId: string },
): Promise<Result<void, RefusRetraitActe>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'retirer_acte', dossierId)
    if (!acces.ok) return acces
    const acte = (await actesDe(tx, ctx.guichetId, dossierId)).find(a => a.id === acteId)
    if (!acte) return err({ motif: 'introuvable' })
    if (acte.signeLe) return err({ motif: 'signe' })
    if ((await avenantDe(tx, ctx.guichetId, acteId))?.enVigueur) return err({ motif: 'introuvable' })
    await tx.updateTable('acte').set({ retire_le: ctx.instant }).where('guichet_id', '=', ctx.guichetId).where('id', '=', acteId).execute()
    await rendreSignatures(tx, ctx, { nature: 'acte', objetId: acteId })
    await prevenirProjet(tx, ctx, acces.value, {
      cle: `acte-retire-${acteId}`,
      sujet: 'un acte est retiré',
      phrases: [
        acte.nature === 'avenant'
          ? `L’avenant n°\u00a0${acte.numero} est retiré avant sa signature\u00a0: rien ne change. Vous pouvez en demander un autre.`
          : `L’acte n°\u00a0${acte.numero} est retiré avant sa signature. Un autre le remplacera.`,
      ],
    })
    await journaliser(tx, ctx, 'suivi.acte_retire', dossierId, { acte: acteId, numero: acte.numero })
    return ok(undefined)
  })
