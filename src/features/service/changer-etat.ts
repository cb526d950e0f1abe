import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { EtatInstruit } from '../decret/index.ts'
import { noterDelai } from '../delais/index.ts'

/** The state of a dossier is the dossier's; the row of the inbox follows, with the delay that counts from then on. */
export async function changerEtat(tx: Tx, ctx: Contexte, id: string, etat: EtatInstruit): Promise<void> {
  await tx.updateTable('dossier').set({ etat }).where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()
  await noterDelai(tx, ctx, id)
}
