import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { dossierPour } from '../acte.ts'
import { MOTIF_MAX } from './conflits.form.ts'
import { ecrireDeclarations, type RefusInterets } from './declarer.ts'

/** Declares a conflict that a member finds out later: from then on nothing of the dossier is theirs to read, and it is never taken back. */
export const declarerConflit = (
  ctx: ContexteActeur,
  d: { seanceId: string; dossierId: string; motif: string },
): Promise<Result<void, RefusInterets>> =>
  enTransaction(ctx, async tx => {
    const lu = await dossierPour(tx, ctx, 'declarer', d)
    if (!lu.ok) return lu
    const { s } = lu.value
    if (d.motif === '') return err({ motif: 'saisie', errors: { motif: 'Dites en quelques mots quel est ce lien' } })
    if (d.motif.length > MOTIF_MAX) return err({ motif: 'saisie', errors: { motif: `Dites-le en ${MOTIF_MAX} caractères au plus` } })
    await ecrireDeclarations(tx, ctx, s, s.moi!, [{ dossierId: d.dossierId, declare: 'conflit', motif: d.motif, origine: 'declaration' }])
    return ok(undefined)
  })
