import type { Contexte } from '../../contexte.ts'
import { ecrireALaFin, type Tx } from '../../db/db.ts'
import type { ActeDuJournal } from './actes.ts'

/**
 * Writes one act to the journal, at the end of the transaction of the act: it takes the guichet's chain lock, which is then held until commit and no longer.
 * `donnees` holds what the act changed, never a secret, and of people their identifier only:
 * the journal outlives erased accounts.
 */
export const journaliser = (tx: Tx, ctx: Contexte, action: ActeDuJournal, objetId: string, donnees: Record<string, unknown> = {}) =>
  ecrireALaFin(tx, () =>
    tx
      .insertInto('evenement')
      .values({
        guichet_id: ctx.guichetId,
        instant: ctx.instant,
        action,
        objet_id: objetId,
        acteur_id: ctx.acteur?.compteId ?? null,
        donnees: JSON.stringify(donnees),
      })
      .execute(),
  )
