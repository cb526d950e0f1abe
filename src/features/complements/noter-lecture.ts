import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { journaliser } from '../journal/index.ts'

/** Notes that somebody of the project has opened a request for complements: the first time only, whoever else opens it. */
export const noterLecture = (ctx: ContexteActeur, dossierId: string, { id, numero }: { id: string; numero: number }): Promise<void> =>
  enTransaction(ctx, async tx => {
    const { numUpdatedRows } = await tx
      .updateTable('complement')
      .set({ vu_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .where('vu_le', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 1n) await journaliser(tx, ctx, 'dossier.complements_lus', dossierId, { complement: id, numero })
  })
