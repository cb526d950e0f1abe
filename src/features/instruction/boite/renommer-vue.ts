import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { memeNom } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusVue, refusNom, sesVues } from './garder-vue.ts'

/** Gives another name to a view of the actor's, or says otherwise who reads it. */
export const renommerVue = (
  ctx: ContexteActeur,
  { id, nom, partagee }: { id: string; nom: string; partagee: boolean },
): Promise<Result<void, RefusVue>> =>
  enTransaction(ctx, async tx => {
    const vues = await sesVues(tx, ctx)
    const vue = vues.find(v => v.id === id)
    if (!vue) return err({ motif: 'inconnue' })
    const refus = refusNom(nom)
    if (refus) return err(refus)
    const autre = vues.find(v => v.id !== id && memeNom(v.nom, nom))
    if (autre) return err({ motif: 'prise', nom: autre.nom })
    if (vue.nom === nom && vue.partagee === partagee) return ok(undefined)
    await tx.updateTable('vue').set({ nom, partagee }).where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()
    await journaliser(tx, ctx, 'instruction.vue_renommee', id, { de: vue.nom, en: nom, partagee })
    return ok(undefined)
  })
