import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'

/** Letters of a note, at most. */
export const NOTE_MAX = 5000
export type RefusTexte = { motif: 'vide' } | { motif: 'trop_long'; longueur: number }
/** Why this text is no note, or nothing. Pure. */
export const refusTexte = (texte: string): RefusTexte | undefined =>
  texte === '' ? { motif: 'vide' } : texte.length > NOTE_MAX ? { motif: 'trop_long', longueur: texte.length } : undefined

/** Writes a private note on a dossier, about the whole of it or one étape. The porteur never reads it. */
export const annoter = (
  ctx: ContexteActeur,
  d: { dossierId: string; texte: string; ancre: string | null },
): Promise<Result<void, RefusInstruction | RefusTexte>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'annoter', d.dossierId)
    if (!lu.ok) return lu
    const refus = refusTexte(d.texte)
    if (refus) return err(refus)
    const id = nouvelId()
    await tx
      .insertInto('annotation')
      .values({
        id,
        guichet_id: ctx.guichetId,
        dossier_id: d.dossierId,
        ancre: d.ancre,
        texte: d.texte,
        auteur_id: ctx.acteur.compteId,
        ecrite_le: ctx.instant,
      })
      .execute()
    await journaliser(tx, ctx, 'instruction.annote', d.dossierId, { annotation: id, ancre: d.ancre })
    return ok(undefined)
  })
