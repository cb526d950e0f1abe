import { sql } from 'kysely'
import { type Contexte, type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type ActeDuJournal, journaliser } from '../journal/index.ts'

/** After this time the program that was sending is dead. */
const VIE_MAX = sql`interval '2 hours'`

/** Begins to send an export or an archive: one at a time for an account or a call, whatever the number of programs. Traced in the journal. */
export const commencerEmport = (
  ctx: ContexteActeur,
  objetId: string,
  action: ActeDuJournal & `conservation.${string}`,
): Promise<Result<void, { motif: 'en_cours' }>> =>
  enTransaction(ctx, async tx => {
    const miens = tx.deleteFrom('emport').where('guichet_id', '=', ctx.guichetId).where('objet_id', '=', objetId)
    await miens.where(sql<boolean>`commence_le < clock_timestamp() - ${VIE_MAX}`).execute()
    const pris = await tx
      .insertInto('emport')
      .values({ guichet_id: ctx.guichetId, objet_id: objetId, commence_le: sql`clock_timestamp()` })
      .onConflict(oc => oc.doNothing())
      .executeTakeFirst()
    if (pris.numInsertedOrUpdatedRows !== 1n) return err({ motif: 'en_cours' })
    await journaliser(tx, ctx, action, objetId)
    return ok(undefined)
  })

export const finirEmport = (ctx: Contexte, objetId: string) =>
  enTransaction(ctx, tx => tx.deleteFrom('emport').where('guichet_id', '=', ctx.guichetId).where('objet_id', '=', objetId).execute()).then(
    () => {},
  )
