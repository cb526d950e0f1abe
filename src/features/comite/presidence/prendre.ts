import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { signesDe } from '../liaison/liaison.queries.ts'
import { type Signe, suiviDe } from '../liaison/liaison.rules.ts'
import type { Seance } from '../seance.ts'
import { passerA } from './passer.ts'

/** Whether whoever presides is heard of; `jamais`: nothing of theirs has come since the room is open, and nobody presides when nobody was chosen. Pure. */
export function liaisonDe(
  s: Seance,
  signes: ReadonlyMap<string, Signe>,
  instant: Date,
): { etat: 'tient' | 'jamais' } | { etat: 'perdue'; depuis: Date } {
  const president = s.membres.find(m => m.id === s.presidentId)
  const suivi = suiviDe(president && signes.get(president.compteId), undefined, instant)
  if (suivi.etat === 'perdu') return { etat: 'perdue', depuis: suivi.depuis }
  return { etat: suivi.etat === 'jamais' ? 'jamais' : 'tient' }
}

export type RefusPrise =
  | RefusComite
  /** They were not chosen to supply, or are not there. */
  | { motif: 'pas_suppleant' }
  /** Whoever presides is heard of. */
  | { motif: 'presidee'; nom: string }

/** A member chosen to supply takes the presidency when the connection of whoever presides is lost. Of several at once, one takes it. */
export const prendrePresidence = (ctx: ContexteActeur, seanceId: string): Promise<Result<void, RefusPrise>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'presider', seanceId)
    if (!lue.ok) return lue
    const s = lue.value
    const moi = s.moi!
    if (moi.id === s.presidentId) return ok(undefined)
    if (!moi.supplee || moi.presence !== 'present') return err({ motif: 'pas_suppleant' })
    const president = s.membres.find(m => m.id === s.presidentId)
    const liaison = liaisonDe(s, await signesDe(tx, ctx.guichetId, s.id), ctx.instant)
    if (president && liaison.etat === 'tient') return err({ motif: 'presidee', nom: president.nom })
    await passerA(tx, ctx, s, moi)
    await journaliser(tx, ctx, 'comite.presidence_prise', s.id, { de: president?.compteId ?? null })
    return ok(undefined)
  })
