import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { passerA } from './passer.ts'

/** Whoever presided before it was handed over or taken has the presidency back. Pressed twice, it is done once. */
export const reprendrePresidence = (ctx: ContexteActeur, seanceId: string): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'presider', seanceId)
    if (!lue.ok) return lue
    const s = lue.value
    if (s.moi!.id === s.presidentId) return ok(undefined)
    if (s.moi!.id !== s.titulaireId) return err({ motif: 'interdit' })
    await passerA(tx, ctx, s, s.moi!)
    await journaliser(tx, ctx, 'comite.presidence_reprise', s.id, {})
    return ok(undefined)
  })
