import { sql } from 'kysely'
import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { BORNES_YAML } from '../../lib/yaml.ts'
import { BROUILLONS_MAX } from './brouillons.queries.ts'
import { titreDe } from './garder.ts'

export type RefusCreer = 'trop_grand' | 'trop_de_brouillons'

/** Begins a draft with a text, whatever its faults: they are told on its page. `origine`: where the text comes from, in words. */
export function creer(ctx: ContexteActeur, { source, origine }: { source: string; origine: string }): Promise<Result<string, RefusCreer>> {
  return enTransaction(ctx, async tx => {
    if (Buffer.byteLength(source) > BORNES_YAML.octets) return err('trop_grand')
    // two at once: the second counts the first
    await sql`select pg_advisory_xact_lock(hashtextextended(${`brouillons:${ctx.guichetId}`}, 0))`.execute(tx)
    const { n } = await tx
      .selectFrom('brouillon_appel')
      .select(eb => eb.fn.countAll<string>().as('n'))
      .where('guichet_id', '=', ctx.guichetId)
      .executeTakeFirstOrThrow()
    if (Number(n) >= BROUILLONS_MAX) return err('trop_de_brouillons')
    const id = nouvelId()
    await tx
      .insertInto('brouillon_appel')
      .values({
        id,
        guichet_id: ctx.guichetId,
        titre: titreDe(source),
        source,
        origine: origine.slice(0, 500),
        cree_le: ctx.instant,
        cree_par: ctx.acteur.compteId,
        modifie_le: ctx.instant,
      })
      .execute()
    return ok(id)
  })
}

/** Throws a draft away, with its history and the texts that were read of it: what its readers answered stays. False if it is not there any more. */
export const jeter = (ctx: ContexteActeur, id: string): Promise<boolean> =>
  enTransaction(ctx, async tx => {
    await tx
      .updateTable('relecture')
      .set({ source: null })
      .where('guichet_id', '=', ctx.guichetId)
      .where('brouillon_id', '=', id)
      .where('source', 'is not', null)
      .execute()
    const r = await tx.deleteFrom('brouillon_appel').where('guichet_id', '=', ctx.guichetId).where('id', '=', id).executeTakeFirst()
    return r.numDeletedRows > 0n
  })
