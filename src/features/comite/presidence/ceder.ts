import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { aDeclarer, type Membre, type Seance } from '../seance.ts'
import { passerA } from './passer.ts'

/** Who may preside now: there, and with a word on their interests in every dossier. */
export const presidables = (s: Seance): Membre[] =>
  s.membres.filter(m => m.presence === 'present' && m.id !== s.presidentId && aDeclarer(s, m).length === 0)

export type RefusCession = RefusComite | { motif: 'pas_presidable' }

/** Whoever conducts the room hands the presidency over to another member. Pressed twice, it is done once. */
export const cederPresidence = (ctx: ContexteActeur, d: { seanceId: string; membreId: string }): Promise<Result<void, RefusCession>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'conduire', d.seanceId)
    if (!lue.ok) return lue
    const s = lue.value
    if (s.presidentId === d.membreId) return ok(undefined)
    const membre = presidables(s).find(m => m.id === d.membreId)
    if (!membre) return err({ motif: 'pas_presidable' })
    await passerA(tx, ctx, s, membre)
    await journaliser(tx, ctx, 'comite.presidence_cedee', s.id, { a: membre.compteId })
    return ok(undefined)
  })
