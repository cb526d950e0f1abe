import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { journaliser } from '../../journal/index.ts'

/** The last payment is made: the aid is settled. */
export async function solder(tx: Tx, ctx: ContexteActeur, dossierId: string) {
  await tx
    .updateTable('suivi')
    .set({ etape: 'solde', clos_le: ctx.instant, motif_cloture: 'L’aide est soldée.' })
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', dossierId)
    .execute()
  await journaliser(tx, ctx, 'suivi.solde', dossierId)
}
