import { sql } from 'kysely'
import { type Contexte, enTransaction } from '../../../contexte.ts'
import { journaliser } from '../../journal/index.ts'

/** Why a view is over: its reader came back, its time is up, or one of the two no longer has what it takes. */
export type FinDeVue = 'retour' | 'terme' | 'droit'

/** Ends a view, once: of two who find it over at once, one says so in the journal. */
export const finirVue = (ctx: Contexte, id: string, raison: FinDeVue): Promise<void> =>
  enTransaction(ctx, async tx => {
    const finie = await tx
      .updateTable('vue_comme')
      .set({ finie_le: sql`clock_timestamp()` })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .where('finie_le', 'is', null)
      .returning('vu_id')
      .executeTakeFirst()
    if (finie) await journaliser(tx, ctx, 'compte.vu_comme_fini', finie.vu_id, { vue: id, raison })
  })

/** Ends the views whose reader went away without coming back. Called twice, each is ended once. */
export async function finirVuesPassees(d: Pick<Contexte, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const passees = await enTransaction(d, tx =>
    tx
      .selectFrom('vue_comme')
      .select('id')
      .where('guichet_id', '=', d.guichetId)
      .where('finie_le', 'is', null)
      .where('jusqua', '<=', sql<Date>`clock_timestamp()`)
      .limit(100)
      .execute(),
  )
  for (const { id } of passees) await finirVue({ ...d, acteur: null, instant }, id, 'terme')
  return passees.length
}
