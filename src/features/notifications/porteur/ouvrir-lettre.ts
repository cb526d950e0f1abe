import { type Contexte, enTransaction } from '../../../contexte.ts'
import { journaliser } from '../../journal/index.ts'
import { type LettreLue, lettreRecue } from './lettre.queries.ts'

/** The letter of a decision as somebody of the structure opens it: the first opening is noted, with who and when. */
export const ouvrirLettre = (ctx: Contexte, dossierId: string, id?: string): Promise<LettreLue | undefined> =>
  enTransaction(ctx, async tx => {
    const lue = await lettreRecue(tx, ctx, dossierId, id)
    if (!lue || !ctx.acteur) return undefined
    const { numUpdatedRows } = await tx
      .updateTable('notification')
      .set({ ouverte_le: ctx.instant, ouverte_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', lue.id)
      .where('ouverte_le', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 1n) await journaliser(tx, ctx, 'notification.ouverte', dossierId, { notification: lue.id })
    return lue
  })
