import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { garderPreference, vuesGardees } from './preferences.queries.ts'

/** Keeps for the actor alone the kept view that their list opens on (`null`: the last one); a view that they may not read is none. */
export const reglerFile = (ctx: ContexteActeur, ouverture: string | null): Promise<Result<void, { motif: 'inconnue' }>> =>
  enTransaction(ctx, async tx => {
    const qui = { guichetId: ctx.guichetId, compteId: ctx.acteur.compteId }
    if (ouverture && !(await vuesGardees(tx, qui)).some(v => v.id === ouverture)) return err({ motif: 'inconnue' })
    await garderPreference(tx, qui, 'ouverture', ouverture ?? undefined)
    await journaliser(tx, ctx, 'instruction.file_reglee', ctx.acteur.compteId, { ouverture })
    return ok(undefined)
  })
