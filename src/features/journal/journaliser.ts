import type { Insertable } from 'kysely'
import type { Contexte } from '../../contexte.ts'
import { composee, ecrireALaFin, type Tx } from '../../db/db.ts'
import type { DB } from '../../db/types.gen.ts'
import type { ActeDuJournal } from './actes.ts'

/**
 * Writes one act to the journal, at the end of the transaction of the act: it takes the guichet's chain lock, which is then held until commit and no longer.
 * `donnees` holds what the act changed, never a secret, and of people their identifier only:
 * the journal outlives erased accounts.
 */
export const journaliser = (tx: Tx, ctx: Contexte, action: ActeDuJournal, objetId: string, donnees: Record<string, unknown> = {}) =>
  ecrireALaFin(tx, () =>
    ajouter(tx, {
      guichet_id: ctx.guichetId,
      instant: ctx.instant,
      action,
      objet_id: objetId,
      acteur_id: ctx.acteur?.compteId ?? null,
      donnees: JSON.stringify(donnees),
    }),
  )

const ajouter = composee((tx, { guichet_id, instant, action, objet_id, acteur_id, donnees }: Insertable<DB['evenement']>) =>
  tx.insertInto('evenement').values({ guichet_id, instant, action, objet_id, acteur_id, donnees }),
)
