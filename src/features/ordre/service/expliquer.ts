import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelDeVersion } from '../../appels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { RAISON_MAX, vagueDeLOrdre } from '../ordre.rules.ts'
import { prioritesAutour } from './priorites.queries.ts'

export type RefusEcart = RefusInstruction | { motif: 'sans_ecart' } | { motif: 'sans_raison' } | { motif: 'trop_long'; longueur: number }

/** Says why a dossier is proposed before another that its porteur had put first. The commission reads it; said again, the last one holds. */
export const expliquerEcart = (ctx: ContexteActeur, d: { dossierId: string; raison: string }): Promise<Result<void, RefusEcart>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'expliquer_ordre', d.dossierId)
    if (!lu.ok) return lu
    const { ligne: l } = lu.value
    const version = await appelDeVersion(tx, ctx.guichetId, l.appel_version_id, l.temps)
    const autour = version && (await prioritesAutour(tx, ctx.guichetId, version.appel, l, ctx.instant))
    if (!autour?.ecart) return err({ motif: 'sans_ecart' })
    if (d.raison === '') return err({ motif: 'sans_raison' })
    if (d.raison.length > RAISON_MAX) return err({ motif: 'trop_long', longueur: d.raison.length })
    if (autour.raison?.texte === d.raison) return ok(undefined)
    await tx
      .insertInto('ordre_ecart')
      .values({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        appel_id: l.appel_id,
        structure_id: l.structure_id,
        vague: vagueDeLOrdre(version!.appel, l.depose_le).code,
        raison: d.raison,
        dite_le: ctx.instant,
        dite_par: ctx.acteur.compteId,
      })
      .execute()
    const { devant, derriere } = autour.ecart
    await journaliser(tx, ctx, 'instruction.ordre', d.dossierId, { devant: devant.numero, derriere: derriere.numero, raison: d.raison })
    return ok(undefined)
  })
