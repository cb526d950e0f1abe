import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { journaliser } from '../journal/index.ts'
import { delegationsAAnnoncer } from './delegations.queries.ts'
import { etatDelegation } from './etat.rules.ts'
import { direPreavis, prevenirTousDeux } from './prevenir.ts'

/** Days before the last day of a delegation at which both people are told. */
export const PREAVIS_JOURS = 30

/**
 * Job: tells both people thirty days before a delegation ends, once; later, and before its last day has passed, when the program was stopped or it was recorded late.
 * Returns how many were told.
 */
export async function annoncerFins({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const jour = dateCivile(instant)
  const auPlusTard = Temporal.PlainDate.from(jour).add({ days: PREAVIS_JOURS }).toString()
  return enTransaction(ctx, async tx => {
    let dites = 0
    for (const d of await delegationsAAnnoncer(tx, guichetId, { pasAvant: jour, auPlusTard })) {
      if (d.au === null || etatDelegation(d, instant) === 'finie') continue
      await prevenirTousDeux(tx, ctx, d.id, 'preavis', direPreavis({ ...d, au: d.au }))
      await tx.updateTable('delegation').set({ preavis_le: instant }).where('guichet_id', '=', guichetId).where('id', '=', d.id).execute()
      await journaliser(tx, ctx, 'delegation.preavis', d.id, { delegant: d.delegant.compteId, delegue: d.delegue.compteId, au: d.au })
      dites++
    }
    return dites
  })
}
