import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { acteurDuCompte } from '../comptes/index.ts'
import type { Signature } from '../delegations/index.ts'
import { confirmerDecisions } from './confirmer.ts'
import { demanderEnvois } from './demander-envois.ts'

type ALire = { decisionId: string; appelId: string; par: string; signature: Signature | null }
/** Decisions put in force by an amendment that was signed, without their letters yet. */
const deSignes = async (tx: Tx, guichetId: string): Promise<ALire[]> => {
  const { rows } = await sql<ALire>`
    select d.id as "decisionId", i.appel_id as "appelId", d.prise_par as par, a.contenu -> 'signature' as signature
    from acte a join decision d on d.id = a.decision_id join instruction i on i.dossier_id = a.dossier_id
    where a.guichet_id = ${guichetId} and a.nature = 'avenant' and a.signe_le is not null and i.etat not in ('retire', 'renonce')
      and not exists (select from confirmation c where c.decision_id = d.id) and not exists (select from decision r where r.remplace_id = d.id)
    order by d.id`.execute(tx)
  return rows
}

/**
 * Confirms what signed amendments changed, in the name of who granted each, signed as its act is, and asks that its letters leave. One that this person may no longer confirm waits for
 * another, on the page of the letters.
 */
export async function confirmerAvenants(d: Pick<Deps, 'config' | 'db' | 'guichetId' | 'horloge'>): Promise<void> {
  const lire = { db: d.db, guichetId: d.guichetId }
  for (const { decisionId, appelId, par, signature } of await enTransaction(lire, tx => deSignes(tx, d.guichetId)))
    await enTransaction(lire, async tx => {
      const acteur = await acteurDuCompte(tx, d.guichetId, par)
      const ctx: ContexteActeur = { ...lire, acteur, instant: d.horloge.maintenant(), tx }
      const r = await confirmerDecisions(ctx, d.config, appelId, [decisionId], { deja: signature ?? undefined })
      if (r.ok && r.value.confirmees > 0) await demanderEnvois(ctx, appelId, decisionId)
    })
}
