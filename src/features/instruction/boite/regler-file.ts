import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { garderPreference, vuesGardees } from './preferences.queries.ts'

/** How the list opens and is worked in: the kept view that it opens on (`null`: the last one), whether letters are commands. What is not said stays. */
export type ReglageFile = { ouverture?: string | null | undefined; touches?: boolean | undefined }

/** Keeps for the actor alone how their list works; a view that they may not read is none. */
export const reglerFile = (ctx: ContexteActeur, { ouverture, touches }: ReglageFile): Promise<Result<void, { motif: 'inconnue' }>> =>
  enTransaction(ctx, async tx => {
    const qui = { guichetId: ctx.guichetId, compteId: ctx.acteur.compteId }
    if (ouverture && !(await vuesGardees(tx, qui)).some(v => v.id === ouverture)) return err({ motif: 'inconnue' })
    if (ouverture !== undefined) await garderPreference(tx, qui, 'ouverture', ouverture ?? undefined)
    // letters are commands unless somebody says otherwise
    if (touches !== undefined) await garderPreference(tx, qui, 'touches', touches ? undefined : false)
    await journaliser(tx, ctx, 'instruction.file_reglee', ctx.acteur.compteId, { ouverture, touches })
    return ok(undefined)
  })
