import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusVue, sesVues } from './garder-vue.ts'

/** Forgets a view of the actor's; the dossiers of its list are not touched. */
export const retirerVue = (ctx: ContexteActeur, id: string): Promise<Result<void, RefusVue>> =>
  enTransaction(ctx, async tx => {
    const vue = (await sesVues(tx, ctx)).find(v => v.id === id)
    if (!vue) return err({ motif: 'inconnue' })
    await tx.deleteFrom('vue').where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()
    await journaliser(tx, ctx, 'instruction.vue_retiree', id, { nom: vue.nom })
    return ok(undefined)
  })
