import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'

/** Keys kept with a draft: the latest, far more than a call has thresholds. */
const LUS_MAX = 400
const CLE = /^[0-9a-f]{32}$/

/** Keeps with a draft that somebody has read these thresholds, or what a section has from its model, and found them as they should be, or takes that back. False if it is not there any more. */
export const marquerLus = (
  ctx: ContexteActeur,
  { id, cles, lus }: { id: string; cles: readonly string[]; lus: boolean },
): Promise<boolean> =>
  enTransaction(ctx, async tx => {
    const siennes = cles.filter(c => CLE.test(c)).slice(0, LUS_MAX)
    const avec = sql<string[]>`array(select x from unnest(${siennes}::text[] || seuils_lus) with ordinality u (x, n)
      group by x order by min(n) limit ${LUS_MAX})`
    const sans = sql<string[]>`array(select x from unnest(seuils_lus) x where x <> all(${siennes}::text[]))`
    const r = await tx
      .updateTable('brouillon_appel')
      .set({ seuils_lus: lus ? avec : sans })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .executeTakeFirst()
    return r.numUpdatedRows > 0n
  })
